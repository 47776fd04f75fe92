/** The tracking session of the standard this package speaks; the builder's alias decides which one it is. */
declare module '#session' {
  export function createSession(
    window: Window,
    course: import('../course/course.ts').Course,
  ): import('../tracking/session.ts').TrackingSession;
}
