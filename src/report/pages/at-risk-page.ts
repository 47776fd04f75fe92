import type { Scope } from '../scope.ts';
import { atRisk } from '../tables/at-risk.ts';
import { traineesOf } from '../trainees.ts';
import { namer, places, reasonWords } from './people.ts';
import type { View } from './view.ts';

/** P9: who needs me this week, and what do I talk about? */
export function atRiskPage(scope: Scope): View {
  const rows = atRisk.rows(scope);
  const [at, nameOf] = [places(scope), namer(scope)];
  return {
    title: 'Who needs help',
    lead: `${rows.length} of ${traineesOf(scope).size} people to talk to. A to-do list, never a rating of a person.`,
    figures: [],
    blocks: [
      {
        kind: 'table',
        id: 'at-risk',
        caption: 'Whom to talk to',
        csv: 'at-risk',
        long: true,
        columns: [
          { key: 'who', title: 'Learner' },
          { key: 'team', title: 'Team', format: 'code', empty: '–' },
          { key: 'why', title: 'Why', format: 'list', how: RULES },
          {
            key: 'suggested_topic',
            format: 'prose',
            title: 'Talk about',
            empty: '–',
            how: 'the latest harmful choice in a call; else the declined promise, what they asked for, or their weakest key point',
          },
          { key: 'last_activity', title: 'Last active', format: 'day', empty: 'never' },
          {
            key: 'points',
            title: 'Points',
            format: 'number',
            how: 'the sum of the points of all reasons; listed from 3 on',
          },
        ],
        rows: rows.map((row) => {
          const link = at.get(row.learner_id as string);
          const shown = {
            ...row,
            who: nameOf(String(row.learner_id)),
            why: reasonWords(scope, String(row.reasons)).join('; '),
          };
          return link === undefined ? shown : { ...shown, link };
        }),
      },
    ],
    how: [
      'Very fast: under 2 seconds or 10 % of the question’s median time. Some people read fast: ask, do not assume.',
    ],
  };
}

const RULES =
  'overdue 2, two or more attempts not passed 2, open critical choice 3, promise declined 3, “tell my trainer” 3, three or more key points developing 1, sure but wrong four times 1, more than 30 % very fast answers 1, no activity for 7 days 1';
