import { LmsError } from '../errors.ts';
import type { CheckedApi } from './call.ts';

/** An LMS that says yes and keeps the first part only. @throws LmsError when what it gives back of the saved attempt is cut off */
export function notCut(api: CheckedApi, suspendData: string): void {
  const kept = api.get('cmi.suspend_data');
  if (kept !== '' && kept.length < suspendData.length && suspendData.startsWith(kept)) {
    throw new LmsError('GetValue(cmi.suspend_data)', 0, 'refused', `it keeps ${kept.length} characters only`);
  }
}
