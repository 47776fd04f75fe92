import { describe, expect, it } from 'vitest';
import { mappingFault, suggestMapping } from '../../../src/report/sources/column-mapping.ts';

describe('what the columns of an export hold', () => {
  it('is seen in Moodle’s interactions report, one row for each attempt', () => {
    const header =
      'Name,ID number,Email address,Attempt,Started on,Last accessed on,Score,Keep It Confidential,Question 0,Response 0,Right answer 0,Result 0,Question 1,Response 1,Right answer 1,Result 1';
    const answer = ['interaction', 'response', 'pattern', 'result'];
    expect(suggestMapping(header.split(','))).toEqual(
      ['name', 'learner', null, 'attempt', null, null, 'score', null, ...answer, ...answer], // prettier-ignore
    );
  });

  it('is seen in exports with one row for each answer, however the columns are spelled', () => {
    expect(suggestMapping(['User ID', 'User Name', 'Lesson status', 'Score', 'Interaction ID', 'Type', 'Learner response', 'Correct response', 'Result', 'Weighting', 'Latency', 'Timestamp', 'Objective IDs'])).toEqual(['learner', 'name', 'status', 'score', 'interaction', 'type', 'response', 'pattern', 'result', 'weighting', 'latency', 'time', 'objectives']); // prettier-ignore
    expect(suggestMapping(['employeeNumber', 'questionText', 'studentResponse', 'isCorrect'])).toEqual(['learner', 'interaction', 'response', 'result']); // prettier-ignore
    expect(
      suggestMapping([
        'student_id',
        'cmi.core.lesson_status',
        'cmi.interactions.n.id',
        'cmi.interactions.n.student_response',
        'cmi.interactions.n.correct_responses.0.pattern',
        'cmi.interactions.n.objectives.0.id',
      ]),
    ).toEqual(['learner', 'status', 'interaction', 'response', 'pattern', 'objectives']);
  });

  it('takes the name for the id where there is no id', () => {
    expect(suggestMapping(['Full name', 'Question', 'Response'])).toEqual(['learner', 'interaction', 'response']);
  });

  it('is nobody’s guess where no header says it', () => {
    expect(suggestMapping(['Spalte A', '', 'Wynik'])).toEqual([null, null, null]);
  });
});

describe('a mapping that cannot be used', () => {
  it.each([
    [['learner', 'interaction', 'response'], null],
    [['name', 'interaction'], 'Say which column is “Learner id”, and which is “Response”.'],
    [['learner', 'learner', 'interaction', 'response'], 'Two columns cannot both be “Learner id”.'],
  ] as const)('%j says why', (mapping, fault) => expect(mappingFault(mapping)).toBe(fault));
});
