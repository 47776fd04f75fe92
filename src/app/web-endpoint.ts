// As web.ts, with a record store.
import '../player/progress-file.ts';

export { createSession } from './web-with-endpoint.ts';
