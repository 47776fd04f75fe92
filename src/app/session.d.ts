/** The tracking session of the standard this package speaks; the builder's alias decides which one it is. */
declare module '#session' {
  export { createSession } from '../tracking/scorm12/session.ts';
}
