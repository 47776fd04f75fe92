import { expect, test } from 'vitest';
import { refusal } from '../../../src/preview/lrs/statement-schema.ts';

// What a validator must know, by hand from the specification (xAPI 1.0.3, part 2), whoever wrote the validator.

const actor = { account: { homePage: 'https://lms.example', name: 'u-17' } };
const good = {
  actor,
  verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
  object: { id: 'https://example.com/q1' },
};
const about = (definition: object) => ({ object: { ...good.object, definition } });
const reference = { objectType: 'StatementRef', id: '00000000-0000-4000-8000-000000000001' };

test.each<[what: string, change: object, says: RegExp]>([
  ['an unknown property', { mood: 'good' }, /mood/],
  ['null', { result: null }, /result: .*null/],
  ['no verb', { verb: undefined }, /verb: is missing/],
  ['an id that is no UUID', { id: 'first' }, /id: /],
  ['two identifiers', { actor: { ...actor, mbox: 'mailto:x@example.com' } }, /exactly one of/],
  ['no identifier', { actor: { name: 'Sam' } }, /exactly one of/],
  ['an mbox without mailto', { actor: { mbox: 'x@example.com' } }, /mbox/],
  ['a home page that is no IRI', { actor: { account: { homePage: 'lms', name: 'x' } } }, /homePage/],
  ['scaled above 1', { result: { score: { scaled: 1.5 } } }, /scaled/],
  ['raw above max', { result: { score: { raw: 3, min: 0, max: 2 } } }, /raw between/],
  ['raw below min', { result: { score: { raw: 3, min: 4 } } }, /raw between/],
  ['min as high as max', { result: { score: { min: 2, max: 2 } } }, /min < max/],
  ['success as a text', { result: { success: 'true' } }, /success/],
  ['a response that is a number', { result: { response: 1 } }, /response/],
  ['choices with fill-in', about({ interactionType: 'fill-in', choices: [{ id: 'a' }] }), /does not go with fill-in/],
  ['choices alone', about({ choices: [{ id: 'a' }] }), /no interactionType/],
  ['an id twice', about({ interactionType: 'choice', choices: [{ id: 'a' }, { id: 'a' }] }), /unique/],
  ['an unknown interaction', about({ interactionType: 'quiz' }), /interactionType/],
  ['a zone of -00:00', { timestamp: '2026-11-23T10:00:00-00:00' }, /timestamp/],
  ['a month 13', { timestamp: '2026-13-23T10:00:00Z' }, /timestamp/],
  ['an extension that is no IRI', { context: { extensions: { build: 1 } } }, /extensions: expected .*IRI/],
  ['a verb that is no IRI', { verb: { id: 'answered' } }, /verb\.id: expected .*IRI/],
  ['a verb with white space', { verb: { id: 'https://a.example/b c' } }, /white space/],
  ['a language that is none', { verb: { ...good.verb, display: { 'not a tag': 'x' } } }, /display/],
  ['a duration that is none', { result: { duration: '12 s' } }, /duration: expected ISO/],
  ['an empty duration', { result: { duration: 'PT' } }, /duration/],
  ['a registration that is no UUID', { context: { registration: '7' } }, /registration/],
  ['another kind of context activity', { context: { contextActivities: { near: good.object } } }, /near/],
  ['a platform beside a person', { object: { objectType: 'Agent', ...actor }, context: { platform: 'x' } }, /platform/],
  ['a team of one', { context: { team: actor } }, /team: expected a Group/],
  ['voided of an activity', { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' } }, /StatementRef/],
  ['version 2', { version: '2.0.0' }, /version/],
])('[xAPI 2] %s is refused with the reason', (_what, change, says) => {
  expect(refusal(JSON.parse(JSON.stringify({ ...good, ...change })))).toMatch(says);
});

test.each<[what: string, change: object]>([
  ['as little as that', {}],
  ['an anonymous group', { actor: { objectType: 'Group', member: [actor] } }],
  ['a zone other than UTC', { timestamp: '2026-11-23T10:00:00.123+05:30' }],
  ['null inside an extension', { context: { extensions: { 'https://a.example/x': null } } }],
  ['one context activity without a list', { context: { contextActivities: { parent: good.object } } }],
  ['a score with all its parts', { result: { score: { scaled: -0.5, raw: 1, min: 0, max: 2 } } }],
  [
    'a sequence',
    about({ interactionType: 'sequencing', choices: [{ id: 'a' }, { id: 'b' }], correctResponsesPattern: ['a[,]b'] }),
  ],
  ['a long language tag', { context: { language: 'zh-Hant-TW' } }],
  ['voided of a statement', { verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object: reference }],
])('[xAPI 2] %s is taken', (_what, change) => expect(refusal({ ...good, ...change })).toBeNull());

test.each([null, 7, 'x', []])('[xAPI 2] %s is no statement, and says so', (value) => {
  expect(refusal(value)).toMatch(/statement/);
});
