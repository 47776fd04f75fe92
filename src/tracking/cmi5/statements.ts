import type { Activity, Claim, Context } from '../xapi/statement.ts';
import type { UnitVerb } from '../xapi/connection.ts';

const CMI5 = 'https://w3id.org/xapi/cmi5/context';

const category = (name: string): Activity => ({ objectType: 'Activity', id: `${CMI5}/categories/${name}` });

/**
 * The context of a statement in a cmi5 session: the LMS's template, to which we only add (cmi5 §10.2.1), the
 * registration, and on cmi5-defined statements (`verb` is set) the categories and the mastery score of the profile.
 */
export function cmi5Context(
  { context, result }: Claim,
  verb: UnitVerb | null,
  launch: { template: Context; registration: string; mastery: number | null },
): Context {
  const { template, registration, mastery } = launch;
  const judged = mastery !== null && (verb === 'passed' || verb === 'failed');
  const moves = result?.success !== undefined || result?.completion !== undefined;
  const categories = verb === null ? [] : [category('cmi5'), ...(moves ? [category('moveon')] : [])]; // §9.6.2
  const places = ['parent', 'grouping', 'category', 'other'] as const;
  const activities = places.flatMap((place): [string, Activity[]][] => {
    const all = [
      ...list(template.contextActivities?.[place]),
      ...list(context.contextActivities?.[place]),
      ...(place === 'category' ? categories : []),
    ];
    return all.length > 0 ? [[place, all]] : [];
  });
  return {
    ...template,
    registration,
    ...(context.language === undefined ? {} : { language: context.language }),
    contextActivities: Object.fromEntries(activities),
    extensions: {
      ...context.extensions,
      ...(judged ? { [`${CMI5}/extensions/masteryscore`]: mastery } : {}), // §9.6.3.2
      ...template.extensions, // the session id is the LMS's
    },
  };
}

/** A template may hold one activity where a list stands as well (xAPI part 2, 2.4.6.2). */
const list = (given: Activity | Activity[] | undefined): Activity[] =>
  given === undefined ? [] : Array.isArray(given) ? given : [given];
