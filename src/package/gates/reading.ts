import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import type { Course, Question } from '../../course/course.ts';
import { plainText, type Block } from '../../course/text.ts';
import { noneOf, type Gate } from './gate.ts';

const GRADE = 8;
const WORDS = 25;

const sentences = (text: string): string[] => text.split(/(?<=[.!?])['”"’)]*\s+|\n+/).filter((s) => /\w/.test(s));
const words = (text: string): string[] => text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];

/** Flesch–Kincaid grade of an English text. */
export function grade(text: string): number {
  const all = words(text);
  return fleschKincaid({
    sentence: Math.max(1, sentences(text).length),
    word: Math.max(1, all.length),
    syllable: all.reduce((sum, word) => sum + syllable(word), 0),
  });
}

const blockText = (block: Block): string =>
  block.kind === 'list' ? block.items.map((item) => `${plainText(item)}.`).join(' ') : plainText(block.text);

/** Gate 7: each lesson reads at grade 8 or below. English only; other languages are held to sentence length. */
export function readingGrade(course: Course): Gate {
  const grades = course.lessons.map((lesson) => {
    const text = [
      ...lesson.idea.map(blockText),
      plainText(lesson.example),
      ...lesson.dos.map((d) => `${d}.`),
      ...lesson.donts.map((d) => `${d}.`),
    ];
    return { id: lesson.id, grade: Math.round(grade(text.join(' ')) * 10) / 10 };
  });
  const hard = grades.filter((g) => g.grade > GRADE).map((g) => `${g.id} reads at grade ${g.grade}`);
  return noneOf(
    '7',
    `each lesson reads at grade ${GRADE} or below`,
    `highest grade ${Math.max(...grades.map((g) => g.grade))}`,
    hard,
  );
}

/** Gate 7: no sentence of a question, option or call is longer than 25 words. */
export function sentenceLength(course: Course): Gate {
  const questions = [...course.items, ...course.lessons.map((l) => l.check), ...course.fixes.map((f) => f.practice)];
  const texts = [
    ...questions.flatMap((q) => testedText(q).map((text) => ({ id: q.id, text }))),
    ...course.calls
      .flatMap((c) => c.nodes)
      .flatMap((n) => [
        { id: n.id, text: n.says ?? '' },
        { id: n.id, text: n.scene ? plainText(n.scene) : '' },
        ...n.options.map((o) => ({ id: `${n.id} ${o.id}`, text: o.text })),
      ]),
    ...course.scenes.flatMap((s) => s.segments.map((x) => ({ id: `${s.id} ${x.id}`, text: x.text }))),
  ];
  const lengths = texts.flatMap(({ id, text }) => sentences(text).map((s) => ({ id, count: words(s).length })));
  const long = lengths.filter((s) => s.count > WORDS).map((s) => `${s.id} has a sentence of ${s.count} words`);
  const longest = Math.max(...lengths.map((s) => s.count));
  return noneOf(
    '7',
    `no sentence of tested text has more than ${WORDS} words`,
    `${lengths.length} sentences, longest ${longest} words`,
    long,
  );
}

function testedText(q: Question): string[] {
  const named =
    'options' in q ? q.options : 'steps' in q ? q.steps : 'sources' in q ? [...q.sources, ...q.targets] : [];
  return [q.stem, ...named.map((n) => n.text)];
}
