import serviceMailbox from '@/flows/service-mailbox/flow.json';
import german from '@/flows/service-mailbox/texts.de.json';
import english from '@/flows/service-mailbox/texts.en.json';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { flowTextsSchema, localizeFlow } from '@/runtime/flow/localize-flow';
import { makeVersion } from '@/runtime/library/publish-flow';
import { Flows } from '@/runtime/store/flows';
import { readInstallationSettings, writeInstallationSettings } from '@/runtime/store/installation-settings';

/** The demo flow with its names in a language. */
export function demoFlow(language: 'de' | 'en'): FlowDocument {
  const texts = flowTextsSchema.parse(language === 'de' ? german : english);
  return localizeFlow(flowDocumentSchema.parse(serviceMailbox), texts);
}

/**
 * Lets the demo workspace speak the language of its first visitor's browser, which nobody knew when it was set up. Only
 * what nobody has touched is changed: the demo flow of revision 1 gets a version 2 with the names in that language.
 * Tells whether anything was changed.
 */
export async function speakLanguage(language: 'de' | 'en', at: Date): Promise<boolean> {
  const settings = await readInstallationSettings();
  if (settings.language === language) return false;
  const document = demoFlow(language);
  // The revision is the guard: of two visitors at once only one changes anything.
  const changed = await Flows.updateOne(
    { _id: document.id, revision: 1, publishedVersion: 1, updatedBy: null },
    { $set: { document, 'template.base': document, revision: 2, updatedAt: at } },
  ).exec();
  if (changed.modifiedCount === 0) return false;
  await writeInstallationSettings({ ...settings, language });
  await makeVersion(document.id, document, language === 'de' ? 'Auf Deutsch' : 'In English', null, at);
  return true;
}
