import { beforeAll, describe, expect, it } from 'vitest';
import type { Course } from '../../../src/course/course.ts';
import { itemKey, itemKeyCsv } from '../../../src/package/item-key.ts';
import { toCmi } from '../../../src/tracking/scorm12/cmi.ts';
import { Play } from '../../support/play.ts';
import { realCourse } from '../../support/real-course.ts';

let course: Course;
beforeAll(async () => {
  course = await realCourse();
});

describe('the item key', () => {
  it('explains the letters that an LMS is sent', () => {
    const { records } = new Play(course).checks().start().round();
    const rows = itemKey(course);
    let looked = 0;
    for (const record of records) {
      if (record.kind !== 'answered' || !['choice', 'node'].includes(record.type)) continue;
      const sent = toCmi(record, {}, 'letter')?.student_response;
      expect(rows.find((r) => r.id === record.interaction && r.letter === sent)?.choice).toBe(record.response[0]);
      looked += 1;
    }
    expect(looked).toBeGreaterThan(15);
  });

  it('has a row for every option of every question, call and scene', () => {
    const nodes = course.calls.flatMap((c) => c.nodes);
    expect(itemKey(course).filter((r) => r.type === 'call')).toHaveLength(nodes.length * 3);
    expect(itemKey(course).filter((r) => r.type === 'scene')).toHaveLength(course.scenes.length * 7);
    expect(new Set(itemKey(course).map((r) => r.id)).size).toBe(
      course.lessons.length + course.items.length + nodes.length + course.scenes.length,
    );
  });

  it('is safe to open in a spreadsheet', () => {
    const evil = { ...course, items: course.items.map((i) => ({ ...i, stem: '=HYPERLINK("http://x.example")' })) };
    const csv = itemKeyCsv(evil);
    expect(csv.startsWith('\ufeff"id","slug","type","stem"')).toBe(true);
    expect(csv).not.toMatch(/,"=/);
  });
});
