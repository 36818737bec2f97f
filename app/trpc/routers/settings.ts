import * as z from 'zod';
import {
  installationInputSchema,
  modelInputSchema,
  readModelView,
  saveInstallationSettings,
  saveMailSettings,
  saveModelSettings,
  tryModel,
} from '@/runtime/administration/settings';
import { AUTOMATIC_TOTAL, countAutomatic } from '@/runtime/engine/automatic-counts';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { mailSettingsSchema, readMailSettings } from '@/runtime/store/mail-settings';
import { readModelSettings } from '@/runtime/store/model-settings';
import { openSecret } from '@/runtime/store/secret-box';
import { procedure, router } from '../init';

/** Settings of the whole installation. */
export const settingsRouter = router({
  installation: procedure('setting.read').query(() => readInstallationSettings()),
  saveInstallation: procedure('setting.edit')
    .input(installationInputSchema)
    .mutation(({ input }) => saveInstallationSettings(input, new Date())),
  mail: procedure('setting.read').query(() => readMailSettings()),
  saveMail: procedure('setting.edit')
    .input(mailSettingsSchema)
    .mutation(({ input }) => saveMailSettings(input, new Date())),
  /** What has been written without a person, against the cap of everything together. */
  automaticCount: procedure('setting.read')
    .output(z.object({ hour: z.number(), day: z.number() }))
    .query(() => countAutomatic(AUTOMATIC_TOTAL, new Date())),
  model: procedure('setting.read').query(() => readModelView()),
  saveModel: procedure('setting.edit')
    .input(modelInputSchema)
    .mutation(({ input }) => saveModelSettings(input, new Date())),
  tryModel: procedure('setting.edit')
    .input(z.object({ baseUrl: z.url({ protocol: /^https?$/ }), apiKey: z.string().max(500).nullable() }))
    .mutation(async ({ input }) => {
      const { sealedApiKey } = await readModelSettings();
      const stored = sealedApiKey ? openSecret(sealedApiKey, 'model') : '';
      return tryModel(input.baseUrl, input.apiKey ?? stored);
    }),
});
