import { unzipSync } from 'fflate';
import { ext, verbs } from '../../../src/tracking/xapi/vocabulary.ts';
import type { Statement } from '../../../src/tracking/xapi/statement.ts';
import { auditPack } from '../../../src/report/audit-pack.ts';
import { Fold } from '../../../src/report/fold.ts';
import { scopeOf, type Scope } from '../../../src/report/scope.ts';
import { cohortOf, NOW, type Cohort } from '../../support/report-cohort.ts';
import { checked, differs, type Row } from '../fault.ts';

const NASTY = ['../../etc/passwd', 'C:\\Windows\\x', 'CON', '\u202Efdp.exe', 'a/b', 'x'.repeat(400)];
/** Names that every file system takes, and that no data has a part in. */
const PLAIN = /^(?!con\.|nul\.|aux\.)[a-z][a-z-]{0,40}\.(csv|html|json)$/;

let made: Promise<Cohort> | undefined;
const cohort = (): Promise<Cohort> => (made ??= cohortOf(12));

async function read(statements: readonly unknown[]): Promise<Scope> {
  const fold = new Fold((await cohort()).course, NOW);
  for (const value of statements) fold.take({ kind: 'value', value });
  return scopeOf(fold.report());
}

const counted = (scope: Scope, reason: string): number =>
  scope.quality.find((row) => row.reason === reason)?.count ?? 0;
const said = (statements: readonly Statement[], verb: keyof typeof verbs): Statement[] =>
  statements.filter((each) => each.verb.id === verbs[verb]);

/** The statements of one learner who passed. */
async function passer(): Promise<Statement[]> {
  const { statements } = await cohort();
  const [first] = said(statements, 'passed');
  return statements.filter((each) => each.context.registration === first?.context.registration);
}

/** The same, every other statement written under another authority. */
const signedBy = (statements: readonly Statement[]): unknown[] =>
  statements.map((each, n) => ({ ...each, authority: { account: { homePage: 'https://lrs.example', name: n % 2 === 0 ? 'lms' : 'learner' } } })); // prettier-ignore

export const rows: Row[] = [
  {
    id: 'F06',
    fault: 'Names of learners and sources that would be bad names of files',
    priority: 2,
    run: async () => {
      const { statements } = await cohort();
      const renamed = statements.map((each, n) => {
        const name = NASTY[n % NASTY.length] ?? '';
        return { ...each, actor: { ...each.actor, name, account: { homePage: 'https://lms.example', name } } };
      });
      const scope = await read(renamed);
      const order = { by: NASTY[0] ?? '', names: 'shown' as const, records: true, filters: scope.filters };
      const bytes = await auditPack(scope, { ...order, now: NOW, inputs: NASTY, itemKey: 'id\n' });
      const names = Object.keys(unzipSync(bytes));
      return [
        {
          ...checked('audit pack', [
            ...differs(
              'names made of data',
              names.filter((name) => !PLAIN.test(name)),
              [],
            ),
            ...differs('learners in it', scope.learners.length > 1, true),
          ]),
          figure: `${names.length} files, none named after what was read`,
        },
      ];
    },
  },
  {
    id: 'F13',
    fault: 'Statements a learner has forged with their own token',
    priority: 2,
    note: 'What a learner tells in the course’s own words, answer by answer and at a plausible pace, cannot be told from the truth: the report says so.',
    run: async () => {
      const mine = await passer();
      const later = (each: Statement, ms: number): Statement => ({
        ...each,
        timestamp: new Date(Date.parse(each.timestamp) + ms).toISOString(),
      });
      const bare = mine.filter((each) => each.verb.id !== verbs.answered);
      const alone = await read(bare);
      const answers = said(mine, 'answered');
      const [first] = answers;
      const hasty = mine.map((each) => ({
        ...each,
        ...(each.result?.duration ? { result: { ...each.result, duration: 'PT0.1S' } } : {}),
      }));
      const others = mine.map((each) => ({
        ...each,
        id: each.id.replace(/^./, 'f'),
        actor: { ...each.actor, account: { homePage: 'https://lms.example', name: 'somebody-else' } },
      }));
      const future = first
        ? [...mine, { ...later(first, 10 * 365 * 86_400_000), id: first.id.replace(/^./, 'e') }]
        : [];
      return [
        checked('passed without an answer', [
          ...differs('counted', counted(alone, 'passed-without-answers'), 1),
          ...differs('passed', alone.learners.filter(({ passed }) => passed).length, 0),
        ]),
        checked('complete without an answer', [
          ...differs('counted', counted(await read(said(mine, 'completed')), 'completed-without-answers'), 1),
          ...differs('complete', (await read(said(mine, 'completed'))).learners.filter((l) => l.complete).length, 0),
        ]),
        checked('two authorities', differs('counted', counted(await read(signedBy(mine)), 'many-authorities'), 1)),
        checked('from the future', differs('counted', counted(await read(future), 'future'), 1)),
        checked('answered in no time', differs('counted', counted(await read(hasty), 'too-fast'), 1)),
        checked(
          'one registration, two actors',
          differs('counted', counted(await read([...mine, ...others]), 'shared-registration'), 1),
        ),
        checked(
          'told twice',
          differs('counted', counted(await read([...mine, ...mine]), 'same-statement'), mine.length),
        ),
        checked('another course', [
          ...differs(
            'counted',
            counted(
              await read(
                mine.map((each) => ({
                  ...each,
                  object: { ...each.object, id: 'https://evil.example/x' },
                  context: { ...each.context, extensions: { [ext('contentVersion')]: '1' }, contextActivities: {} },
                })),
              ),
              'other-content',
            ),
            mine.length,
          ),
        ]),
      ];
    },
  },
];
