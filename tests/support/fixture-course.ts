import type { Call, CallNode, Course, Lesson, Question, Quality, RedFlagId, Scene } from '../../src/course/course.ts';

/** A small course with one of everything, made by hand: three key points, four calls, seven questions, three scenes. */
export function fixtureCourse(change: Partial<Course> = {}): Course {
  return { ...whole(), ...change };
}

const option = (id: string, text: string) => ({ id, text, why: `Why ${id}.` });

const choice: Question = {
  type: 'choice',
  id: 'KP01-Q1',
  slug: 'neighbour-asks',
  kp: 'KP01',
  rf: 'RF2',
  stem: 'A neighbour asks if her friend is a customer. What do you say?',
  options: [
    option('ask-around', '“I can ask a colleague for you.”'),
    option('never-say', '“I never say who is a customer.”'),
    option('say-no', '“No, she is not.”'),
  ],
  key: 'never-say',
};

const multiple: Question = {
  type: 'multiple',
  id: 'KP01-Q2',
  slug: 'private-facts',
  kp: 'KP01',
  stem: 'Which of these are private?',
  options: [option('address', 'An address'), option('name', 'A name'), option('slogan', 'Our slogan')],
  key: ['address', 'name'],
};

const trueFalse: Question = {
  type: 'true-false',
  id: 'KP02-Q1',
  slug: 'voice-is-proof',
  kp: 'KP02',
  stem: 'A voice you know is enough proof.',
  key: false,
  why: 'Voices can be copied.',
};

const matching: Question = {
  type: 'matching',
  id: 'KP02-Q2',
  slug: 'safe-home',
  kp: 'KP02',
  stem: 'Match each thing to its safe home.',
  sources: [
    { id: 'call-notes', text: 'Notes from a call' },
    { id: 'used-form', text: 'A form you have finished with' },
  ],
  targets: [
    { id: 'case-notes', text: 'Case notes' },
    { id: 'secure-bin', text: 'Secure bin' },
  ],
  key: { 'call-notes': 'case-notes', 'used-form': 'secure-bin' },
  why: 'Each thing has one approved home.',
};

const sequencing: Question = {
  type: 'sequencing',
  id: 'KP03-Q1',
  slug: 'order-of-a-check',
  kp: 'KP03',
  stem: 'Put the steps in order.',
  steps: [
    { id: 'do-task', text: 'Do the task' },
    { id: 'hear-request', text: 'Hear the request' },
    { id: 'pick-check', text: 'Pick the check' },
  ],
  key: ['hear-request', 'pick-check', 'do-task'],
  why: 'No task starts before its check.',
};

const numeric: Question = {
  type: 'numeric',
  id: 'KP03-Q2',
  slug: 'failed-checks',
  kp: 'KP03',
  stem: 'After how many failed checks do you stop?',
  key: 3,
  why: 'Three failed checks end the attempt.',
};

const fillIn: Question = {
  type: 'fill-in',
  id: 'KP03-Q3',
  slug: 'whom-to-tell',
  kp: 'KP03',
  stem: 'Which team do you tell about a slip?',
  key: ['privacy desk', 'the privacy desk'],
  why: 'The Privacy Desk acts at once.',
};

/** One question of each type, for tests of the question elements. */
export const fixtureQuestions = { choice, multiple, trueFalse, matching, sequencing, numeric, fillIn };

const lessonBase = {
  rule: 'Stop and ask who could be hurt.',
  example: 'Priya gave away an address. It was the address of someone in hiding.',
  dos: ['Treat every detail as private.', 'Think of the person.', 'Ask when you are not sure.'],
  donts: ['Say “it is only an email”.', 'Wait for a complaint.', 'Guess what is safe.'],
  meetAgain: 'CALL1',
};

const lessons: Lesson[] = [
  {
    ...lessonBase,
    id: 'KP01',
    idea: [
      { kind: 'paragraph', text: 'Customer information is more than card numbers.' },
      {
        kind: 'paragraph',
        text: ['It is any ', { kind: 'term', id: 'personal-data', text: 'personal data' }, ' we hold.'],
      },
    ],
    redFlags: ['RF1', 'RF2'],
    check: { ...choice, id: 'KP01-C', slug: 'only-a-name' } as Lesson['check'],
    notes: [{ pack: 'pci', text: 'The security code is never kept.', reviewedOn: '2026-05-04' }],
  },
  {
    ...lessonBase,
    id: 'KP02',
    idea: [
      { kind: 'list', ordered: false, items: ['Find out what the caller wants.', 'Use the check for that request.'] },
    ],
    redFlags: ['RF5'],
    check: { ...sequencing, id: 'KP02-C', slug: 'steps-of-a-check' } as Lesson['check'],
    notes: [],
  },
  {
    ...lessonBase,
    id: 'KP03',
    idea: [{ kind: 'paragraph', text: 'Report a slip at once.' }],
    redFlags: ['RF3'],
    check: { ...trueFalse, id: 'KP03-C', slug: 'report-later' } as Lesson['check'],
    notes: [],
  },
];

const says = (id: string, text: string, next: string) => ({
  id,
  text,
  then: `What happens after ${id}.`,
  coach: `Coach on ${id}.`,
  next,
});

function node(id: string, kp: string, to: { best: string; critical: string }, more: Partial<CallNode> = {}): CallNode {
  const options = [
    says(`offer-route`, 'Happy to help. Is she there, so that I can check with her first?', to.best),
    says(`only-rules`, 'I am sorry, those are the rules.', to.best),
    says(`tell-balance`, 'It is due on Friday. The total is 240.', to.critical),
  ];
  const key: Record<string, Quality> = { 'offer-route': 'best', 'only-rules': 'ok', 'tell-balance': 'critical' };
  return {
    type: 'node',
    id,
    kp: [kp],
    says: `The caller speaks at ${id}.`,
    rule: `The rule at ${id}.`,
    options,
    key,
    ...more,
  };
}

function call(n: number, stratum: 'A' | 'B' | 'C', more: Partial<Call> = {}): Call {
  const id = `CALL${n}`;
  return {
    id,
    slug: `call-${n}`,
    title: `Call story ${n}`,
    stratum,
    channel: 'phone',
    caller: {
      name: `Caller ${n}`,
      about: 'Calls about the account of his wife',
      screen: ['Account of A. Okoro', 'No one else is named'],
    },
    rf: ['RF2'],
    start: `${id}.N1`,
    nodes: [
      node(`${id}.N1`, 'KP01', { best: `${id}.N2`, critical: `${id}.R1` }),
      node(`${id}.N2`, 'KP02', { best: 'END', critical: `${id}.R1` }),
      node(`${id}.R1`, 'KP03', { best: 'END', critical: 'END' }, { recovery: true, scene: 'The line goes quiet.' }),
    ],
    endings: { good: 'It ends well.', mixed: 'It ends, not quite as it could.', harm: 'Someone may be hurt.' },
    ...more,
  };
}

const drawing = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500"><rect width="800" height="500" fill="#dfe7e2"/><rect x="90" y="300" width="620" height="24" fill="#8a6a4f"/><rect x="260" y="150" width="220" height="140" fill="#33474a"/></svg>',
)}`;

function scene(n: number, flags: [RedFlagId, RedFlagId, RedFlagId]): Scene {
  const labels = ['none', flags[0], 'none', flags[1], 'none', flags[2], 'none'] as const;
  const ids = labels.map((_, at) => `s${at + 1}`);
  return {
    type: 'scene',
    id: `SPOT${n}`,
    slug: `scene-${n}`,
    kind: 'desk-scene',
    title: `Desk ${n}`,
    alt: 'Drawing of a desk with a screen.',
    image: drawing,
    flags,
    segments: ids.map((id, at) => ({
      id,
      text: `Thing ${at + 1} in the scene`,
      why: `Why thing ${at + 1}.`,
      pin: [12 + at * 12, 20 + (at % 3) * 25],
    })),
    key: Object.fromEntries(ids.map((id, at) => [id, labels[at] ?? 'none'])),
  };
}

const flag = (id: RedFlagId, name: string, order: number, objectives: string[]) => ({
  id,
  name,
  fits: `it is ${name.toLowerCase()}`,
  notWhen: 'an earlier rule fits',
  objectives,
  order,
});

function whole(): Course {
  const calls = [
    call(1, 'A', { contentNote: 'This call is about control in a family.' }),
    call(2, 'B', { channel: 'chat' }),
    call(3, 'C', { channel: 'home' }),
    call(4, 'A'),
  ];
  const items = Object.values(fixtureQuestions);
  const scenes = [scene(1, ['RF2', 'RF3', 'RF5']), scene(2, ['RF1', 'RF2', 'RF4']), scene(3, ['RF1', 'RF3', 'RF5'])];
  const objective = (id: string, name: string, motivation: 'M1' | 'M2' | 'M3', redFlags: RedFlagId[]) => ({
    id,
    name,
    goal: `do well at ${name.toLowerCase()}`,
    motivation,
    also: [],
    redFlags,
  });
  return {
    id: 'fixture',
    version: '1.0.0',
    build: '0a1b2c3',
    title: 'A small course for tests',
    shortTitle: 'Small course',
    description: 'One of everything.',
    language: 'en',
    minutes: { welcome: 1, lessons: 14, calls: 6, questions: 4, checklist: 6 },
    motivations: [
      { id: 'M1', name: 'Trustworthiness', meaning: 'Others can rely on you.' },
      { id: 'M2', name: 'Confidentiality', meaning: 'You keep what is private.' },
      { id: 'M3', name: 'Compliance', meaning: 'You follow the rules.' },
    ],
    objectives: [
      objective('KP01', 'Why it matters', 'M1', ['RF1']),
      objective('KP02', 'Follow the rulebook', 'M2', ['RF5']),
      objective('KP03', 'Speak up fast', 'M3', ['RF3']),
    ],
    redFlags: [
      flag('RF1', 'It is no big deal', 5, ['KP01']),
      flag('RF2', 'Sharing it wrongly', 2, ['KP01']),
      flag('RF3', 'Careless handling', 4, ['KP03']),
      flag('RF4', 'Looking without a reason', 1, ['KP02']),
      flag('RF5', 'Skipping the safeguards', 3, ['KP02']),
    ],
    welcome: {
      heading: 'Every call is a promise',
      lead: 'People tell us things they would not tell a stranger. Practise keeping that promise.',
      body: [{ kind: 'paragraph', text: 'Move around as you like. Nothing is timed.' }],
      recorded: [{ kind: 'paragraph', text: ['We record your ', { kind: 'strong', text: 'answers' }, '.'] }],
    },
    recorded: {
      heading: 'What we record',
      body: [
        { kind: 'heading', text: 'Your answers' },
        { kind: 'paragraph', text: 'All of them.' },
      ],
    },
    organisation: {
      name: 'Northbridge Support',
      report: {
        team: 'Privacy Desk',
        accept: ['privacy desk'],
        phone: 'ext. 4040',
        email: 'privacy@example.com',
        hours: '24/7',
        outOfHours: 'duty manager, ext. 4000',
      },
      speakUp: { name: 'Speak-Up Line', anonymous: true, noRetaliation: true },
      legalTeam: { name: 'Legal Requests desk', urgent: 'ext. 4911' },
      rightsTeam: { name: 'Customer Rights inbox' },
      authorityTeam: { name: 'Third-Party Authority desk' },
      securityTeam: { name: 'Security desk' },
      verify: {
        cardName: 'Caller Check card',
        methods: ['passcode', 'app'],
        neverAccept: ['voice', 'number'],
        maxFails: 3,
        fallback: 'a letter',
      },
      pay: null,
      desk: {
        penAndPaper: 'not allowed',
        phones: 'in the locker',
        lockShortcut: { label: 'Windows + ?', accept: ['l'], full: 'Windows + L' },
      },
      home: { allowed: true },
      ai: null,
      voicemail: { sayCompany: false },
      recordingNotice: 'Calls are recorded.',
      consequences: 'coaching or dismissal',
    },
    policies: [
      { id: 'POL-CI', name: 'Customer Information Policy', version: '3.2', url: 'https://example.com/policy' },
      { id: 'POL-CC', name: 'Caller Check card', version: '5.0', where: 'On the wall of the call area' },
    ],
    packs: ['pci'],
    settings: {
      mastery: 80,
      groupMinimum: 70,
      maxAttempts: null,
      confidence: true,
      typedName: true,
      selfAuditReport: 'off',
    },
    lessons,
    modelCall: {
      title: 'Watch an expert',
      channel: 'phone',
      caller: { name: 'Ines', about: 'Wants a new address on her account', screen: ['Account of I. Costa'] },
      turns: [1, 2, 3].map((n) => ({
        says: `Ines speaks, ${n}.`,
        answer: `The expert answers, ${n}.`,
        note: `Why, ${n}.`,
      })),
      ending: 'Ines is glad.',
    },
    calls,
    items,
    fixes: ['KP01', 'KP02', 'KP03'].map((kp) => ({
      kp,
      title: 'A story to learn from',
      situation: 'A colleague was in a hurry.',
      steps: [
        { does: 'She stops.', because: 'Rush is a tool.' },
        { does: 'She checks.', because: 'The check protects both.' },
      ],
      point: 'Slow is smooth.',
      practice: { ...choice, id: `${kp}-P1`, slug: 'practice' } as Question,
    })),
    scenes,
    selfCheck: {
      intro: 'Two lines about you.',
      statements: [
        { id: 'SELF1', rf: 'RF1', text: 'I can say who might be hurt.', lesson: 'KP01' },
        { id: 'SELF2', rf: 'RF3', text: 'I read the address once more.', lesson: 'KP02' },
      ],
    },
    promise: {
      version: '1.0',
      intro: 'Tick each line if it is true for you. Then sign.',
      lines: [
        { id: 'A1', text: 'I have read and understood the policies.' },
        { id: 'A2', text: 'I will use customer information only for my work.' },
      ],
      reasons: [
        { id: 'something-unclear', text: 'Something is unclear to me.' },
        { id: 'want-to-talk', text: 'I want to talk to someone first.' },
      ],
      text: 'I have read …',
      sha256: 'a'.repeat(64),
    },
    closing: [
      {
        id: 'CLOSE1',
        slug: 'useful',
        stem: 'Was this useful for your calls?',
        options: [
          { id: 'yes', text: 'Yes' },
          { id: 'no', text: 'No' },
        ],
      },
    ],
    glossary: [{ id: 'personal-data', term: 'Personal data', meaning: 'Anything about a person.' }],
    slots: {
      lessons: lessons.map((l) => l.id),
      items: items.map((i) => i.id),
      calls: calls.map((c) => c.id),
      scenes: scenes.map((s) => s.id),
      options: {},
    },
  };
}
