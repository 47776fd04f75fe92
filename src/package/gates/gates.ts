import { compile } from '../../course/authoring/compile.ts';
import { CourseFileError } from '../../course/authoring/mistakes.ts';
import type { ModuleFiles } from '../../course/authoring/files.ts';
import { parseModule } from '../../course/authoring/parse.ts';
import type { Course } from '../../course/course.ts';
import type { LoadedModule } from '../load-module.ts';
import { PackageError } from '../package-error.ts';
import { bothTrueAndFalse, exampleIsNoAnswer, lengthBalance, positionBalance } from './balance.ts';
import { anyThreeScenes, coverage, drawableWithout, everyWhy } from './coverage.ts';
import { noneOf, type Gate } from './gate.ts';
import { localeParity } from './locales.ts';
import { readingGrade, sentenceLength } from './reading.ts';
import { clickersFail, passRates } from './simulate.ts';
import { suspendDataFits } from './worst-case.ts';

/** Runs of each simulated learner: enough to be within two points, few enough for a build. */
const RUNS = 600;

/**
 * All quality gates of a course. Gate 1 (shape, ids, every node reachable, every path ends) has held already:
 * a course that breaks it cannot be read.
 */
export function runGates(
  files: ModuleFiles,
  module: Pick<LoadedModule, 'course' | 'courses' | 'texts'>,
  runs = RUNS,
): Gate[] {
  const { course } = module;
  const nodes = course.calls.reduce((sum, c) => sum + c.nodes.length, 0);
  return [
    noneOf(
      '1',
      'files follow their schema, ids are unique, every node is reached, every path ends',
      `${Object.keys(files).length} files, ${nodes} nodes`,
      [],
    ),
    coverage(course),
    anyThreeScenes(course),
    everyWhy(course),
    ...lengthBalance(course),
    positionBalance(course),
    bothTrueAndFalse(course),
    exampleIsNoAnswer(course),
    configSamples(files),
    readingGrade(course),
    sentenceLength(course),
    ...module.courses.filter((each) => each !== course).flatMap(inItsLanguage),
    localeParity(module),
    passRates(course, runs),
    clickersFail(course, runs),
    suspendDataFits(course),
  ];
}

/** What a translation can break by its words alone. */
const inItsLanguage = (course: Course): Gate[] =>
  [...lengthBalance(course), exampleIsNoAnswer(course), sentenceLength(course)].map((gate) => ({
    ...gate,
    claim: `in ${course.language} ${gate.claim}`,
  }));

/** The gates that do not hold, as one error. @throws PackageError naming each */
export function requireGates(gates: readonly Gate[]): void {
  const broken = gates
    .filter((g) => !g.ok)
    .map((g) => `gate ${g.id}: it is required that ${g.claim}; found: ${g.figures}`);
  if (broken.length > 0) throw new PackageError('The course', broken);
}

/** Organisations unlike the default one: no packs, no payments, no home work, no AI tool, in every combination that matters. */
const SAMPLES: Record<string, (organisation: string) => string> = {
  'all packs off': (o) => o.replace(/^packs:.*$/m, 'packs: []'),
  'no payments': (o) => nulled(o, 'pay'),
  'no home work': (o) => o.replace(/(home:\s*(?:\{\s*|\n\s*)allowed:\s*)true/, '$1false'),
  'no AI tool': (o) => nulled(o, 'ai'),
};

/** A setting of the organisation file replaced by null, whether it stands on one line or on several. */
function nulled(organisation: string, setting: string): string {
  return organisation.replace(new RegExp(`^(  ${setting}:)[^\\n]*\\n(?:    [^\\n]*\\n)*`, 'm'), '$1 null\n');
}

/** Gate 6: no organisation setting leaves a token unfilled, and the barest one still has enough to draw from. */
function configSamples(files: ModuleFiles): Gate {
  const build = (changes: ((o: string) => string)[]): Course => {
    const organisation = changes.reduce((text, change) => change(text), files['organisation.yaml'] ?? '');
    return compile(parseModule({ ...files, 'organisation.yaml': organisation }), () => '', null);
  };
  const failures = Object.entries(SAMPLES).flatMap(([name, change]) => {
    try {
      build([change]);
      return [];
    } catch (error) {
      if (error instanceof CourseFileError)
        return [`with ${name}: ${error.mistakes[0]?.file} ${error.mistakes[0]?.message}`];
      throw error;
    }
  });
  if (failures.length > 0) return noneOf('6', 'every organisation setting gives a course without gaps', '', failures);
  return drawableWithout(build(Object.values(SAMPLES)));
}
