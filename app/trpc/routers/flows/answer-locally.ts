import { activityRegistry } from '@/nodes/activities.generated';
import { performLocally } from '@/runtime/scenarios/perform-locally';

/** Answers an activity without reaching anything outside: what would need it fails with `noNetwork`. */
export const answerLocally = performLocally(activityRegistry);
