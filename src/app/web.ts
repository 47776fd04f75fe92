// Without an LMS the learner saves progress to a file: only such packages carry what does it.
import '../player/progress-file.ts';

export { createSession } from '../tracking/standalone/session.ts';
