import { readOverview } from '@/runtime/administration/overview';
import { procedure, router } from '../init';

/** The first page of those who run the installation. */
export const overviewRouter = router({
  get: procedure('overview.read').query(() => readOverview(new Date())),
});
