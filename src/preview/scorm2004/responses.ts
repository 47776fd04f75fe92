import type { Profile } from '../shell.ts';

/** Whether a text is a response (or a correct pattern) of an interaction type. Source: SCORM 2004 RTE, 4.2.9. */
export function isResponse(type: string, text: string, pattern: boolean, profile: Profile): boolean {
  const plain = pattern ? text.replace(/^(?:\{(?:case_matters|order_matters)=(?:true|false)\}){1,2}/, '') : text;
  // Short identifiers are URIs; Moodle takes letters, digits, "_" and "." only.
  const id = profile === 'strict' ? /^[^\s[\]{}]{1,250}$/ : /^[A-Za-z0-9_.]{1,250}$/;
  const list = plain === '' ? [] : plain.split('[,]');
  const ids = (most: number) => list.length > 0 && list.length <= most && list.every((each) => id.test(each));
  switch (type) {
    case 'true-false':
      return plain === 'true' || plain === 'false';
    case 'choice':
      return ids(36) && new Set(list).size === list.length;
    case 'sequencing':
      return ids(36);
    case 'likert':
      return id.test(plain);
    case 'matching':
      return list.length <= 36 && list.every((each) => halves(each, (half) => id.test(half)));
    case 'performance':
      return list.length <= 250 && list.every((each) => halves(each, (half) => half.length <= 250));
    case 'fill-in':
      return list.length > 0 && list.length <= 10 && list.every((each) => oneText(each, 250));
    case 'long-fill-in':
      return oneText(plain, 4000);
    case 'numeric':
      return pattern ? range(plain) : real.test(plain);
    default:
      return type === 'other' && plain.length <= 4000;
  }
}

const real = /^-?\d+(?:\.\d+)?$/;

function halves(text: string, check: (half: string) => boolean): boolean {
  const parts = text.split('[.]');
  return parts.length === 2 && parts.every(check);
}

/** `from[:]to`, either of which may be missing, in this order. */
function range(text: string): boolean {
  const [from = '', to = '', ...more] = text.split('[:]');
  if (more.length > 0 || !text.includes('[:]') || ![from, to].every((each) => each === '' || real.test(each)))
    return false;
  return from === '' || to === '' || Number(from) <= Number(to);
}

/** One line: scorm-again and Moodle both refuse line breaks. */
function oneText(text: string, most: number): boolean {
  const words = text.replace(/^\{lang=[A-Za-z0-9-]+\}/, '');
  return words.length <= most && !/[\r\n]/.test(words);
}
