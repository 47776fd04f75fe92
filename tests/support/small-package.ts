import type { Course } from '../../src/course/course.ts';
import { schemas } from '../../src/package/schemas.ts';
import { targets, type Target } from '../../src/package/targets.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** As much of a course as a manifest tells. */
const facts: Partial<Course> = {
  id: 'tiny-course',
  version: '1.2.3',
  title: 'A tiny course & more',
  description: 'One page <only>.',
  language: 'en',
  minutes: { welcome: 1, lessons: 2, calls: 3, questions: 4, checklist: 5 },
  motivations: [{ id: 'M1', name: 'Care & order', meaning: 'x' }],
};

/** The smallest package that passes every check, to be broken in one place. */
export async function smallPackage(target: Target = targets.scorm12): Promise<Map<string, Uint8Array>> {
  const files = new Map(await schemas(target));
  files.set(
    'index.html',
    bytes(
      '<!doctype html><html lang="en"><link rel="stylesheet" href="./style.css"><script defer src="./course.js"></script></html>',
    ),
  );
  files.set('style.css', bytes('body { background: url(./scenes/one.svg) }'));
  files.set(
    'course.js',
    bytes("document.createElementNS('http://www.w3.org/2000/svg', 'svg'); /* see https://example.com/spec */"),
  );
  files.set('scenes/one.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"><path id="p"/><use href="#p"/></svg>'));
  list(files, target);
  return files;
}

/** Writes the manifest that lists the files as they are now. */
export function list(files: Map<string, Uint8Array>, target: Target = targets.scorm12): void {
  files.delete('imsmanifest.xml');
  files.set('imsmanifest.xml', bytes(target.manifest(facts as Course, [...files.keys()])));
}

/** Replaces a piece of text in a file. @throws Error when the file does not hold it, so that no test passes for nothing */
export function edit(files: Map<string, Uint8Array>, path: string, from: string, to: string): void {
  const text = new TextDecoder().decode(files.get(path));
  if (!text.includes(from)) throw new Error(`${path} does not hold "${from}".`);
  files.set(path, bytes(text.replace(from, to)));
}

/** Adds a file, with a manifest that lists it. */
export function add(files: Map<string, Uint8Array>, path: string, text = 'x'): void {
  files.set(path, bytes(text));
  list(files);
}
