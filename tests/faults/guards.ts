/** A guard of the product: a piece of its text, what it becomes when the guard is taken off, and the row that must go red. */
export interface Guard {
  guard: string;
  row: string;
  file: string;
  from: string;
  to: string;
}

/** One guard for each mechanism. A text that no longer occurs exactly once means that the guard has moved: H06 is red then. */
export const guards: readonly Guard[] = [
  {
    guard: 'the check sum of the saved attempt',
    row: 'E04',
    file: 'src/attempt/suspend-data.ts',
    from: 'if (crc32(bytes.subarray(0, -4)) !== stored)',
    to: 'if (stored < 0)',
  },
  {
    guard: 'a newer version is not overwritten',
    row: 'E02',
    file: 'src/attempt/suspend-data.ts',
    from: 'if (version > FORMAT_VERSION)',
    to: 'if (version > 255)',
  },
  {
    guard: 'the reader of format 1',
    row: 'E01',
    file: 'src/attempt/suspend-data.ts',
    from: '  1: (course, body) => {',
    to: '  9: (course, body) => {',
  },
  {
    guard: 'a cut text is noticed',
    row: 'A14',
    file: 'src/tracking/scorm/cut.ts',
    from: 'suspendData.startsWith(kept)',
    to: "kept === 'never'",
  },
  {
    guard: 'statement ids stay the same when sent again',
    row: 'C03',
    file: 'src/tracking/xapi/statement-session.ts',
    from: 'const id = uuidOf(JSON.stringify([dressed.actor, dressed.context.registration, record]));\n    const made = { ...dressed, id };\n    this.made.set(record, made);',
    to: 'const id = uuidOf(String(Math.random()));\n    const made = { ...dressed, id };',
  },
  {
    guard: 'only an answer that lists our ids is an acknowledgement',
    row: 'C02',
    file: 'src/tracking/xapi/lrs.ts',
    from: 'if (!Array.isArray(data) || !statements.every(({ id }) => data.includes(id)))',
    to: 'if (data === null)',
  },
  {
    guard: 'the queue keeps what failed',
    row: 'C15',
    file: 'src/tracking/queue.ts',
    from: 'this.failures += 1;',
    to: 'this.failures += 1;\n    this.waiting = [];',
  },
  {
    guard: 'the answer to a commit is read',
    row: 'A09',
    file: 'src/tracking/scorm/call.ts',
    from: "commit: () => must(names.commit, raw(names.commit, '')),",
    to: "commit: () => void raw(names.commit, ''),",
  },
  {
    guard: 'incomplete is said before anything else',
    row: 'A19',
    file: 'src/tracking/scorm12/session.ts',
    from: "if (this.status === 'not attempted') this.raise('incomplete');",
    to: '',
  },
  {
    guard: 'a review writes nothing',
    row: 'A22',
    file: 'src/tracking/scorm/session.ts',
    from: "this.recording = launch.mode === 'normal';",
    to: 'this.recording = true;',
  },
  {
    guard: 'a conflict is compared with what is stored',
    row: 'C04',
    file: 'src/tracking/xapi/lrs.ts',
    from: 'else if (only && error.status === 409 && (await this.holds(only))) told.stored(only);',
    to: '',
  },
  {
    guard: 'a refused batch is halved',
    row: 'C05',
    file: 'src/tracking/xapi/lrs.ts',
    from: 'if (statements.length > 1) {',
    to: 'if (statements.length > 1e9) {',
  },
  {
    guard: 'a request that hangs is given up',
    row: 'C15',
    file: 'src/tracking/xapi/http.ts',
    from: 'setTimeout(() => giveUp.abort(), LONGEST_MS)',
    to: 'setTimeout(() => undefined, LONGEST_MS)',
  },
  {
    guard: 'the sealed copy is done again at the launch',
    row: 'A10',
    file: 'src/player/open-course.ts',
    from: 'const again = replay(course, saved, actions);',
    to: 'const again = replay(course, saved, []);',
  },
  {
    guard: 'the key lies before the saved attempt, and not in it',
    row: 'A10',
    file: 'src/tracking/outbox.ts',
    from: "text.startsWith('-') ?",
    to: "text.startsWith('~') ?",
  },
  {
    guard: 'typed text holds no half of a character',
    row: 'E08',
    file: 'src/attempt/typed-text.ts',
    from: "text.replace(/\\p{Cs}/gu, '\\uFFFD').replace(/\\p{Cc}/gu, ' ')",
    to: 'text',
  },
  {
    guard: 'a typed name has an end',
    row: 'E09',
    file: 'src/attempt/typed-text.ts',
    from: '.slice(0, LONGEST_NAME)',
    to: '',
  },
  {
    guard: 'a “false” for what was done is looked into',
    row: 'A07',
    file: 'src/tracking/scorm/call.ts',
    from: '.includes(said) || done())',
    to: '.includes(said))',
  },
  {
    guard: 'a yes may be written as 1',
    row: 'A05',
    file: 'src/tracking/scorm/call.ts',
    from: "if (said === 'true' || said === '1') return;",
    to: "if (said === 'true') return;",
  },
];
