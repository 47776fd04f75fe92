import { writeFile } from 'node:fs/promises';
import { missingIn } from '../../course/authoring/languages.ts';
import { moduleDir, moduleNames } from '../project.ts';
import { exportTexts, importTexts } from '../translate.ts';
import { oneOf, readNamed, UsageError, type Io } from './usage.ts';

/** Which language is meant, and which file. */
export interface TranslateFlags {
  lang: string;
  out?: string;
}

/** `translate export`: every text of a module with its translation so far, as a CSV file or on standard output. */
export async function exportTable(module: string, { lang, out }: TranslateFlags, io: Io): Promise<void> {
  const { csv, texts } = await exportTexts(moduleDir(oneOf('module', module, moduleNames())), tag(lang));
  if (out === undefined) io.out(csv);
  else await writeFile(out, csv);
  const missing = missingIn(texts).length;
  io.err(`${texts.length} texts, ${missing} of them not translated into ${lang} yet.\n`);
}

/** `translate import`: writes the translations of such a file into the module. */
export async function importTable(module: string, file: string, { lang }: TranslateFlags, io: Io): Promise<void> {
  const csv = new TextDecoder().decode(await readNamed(file));
  const texts = await importTexts(moduleDir(oneOf('module', module, moduleNames())), tag(lang), csv);
  const missing = missingIn(texts).length;
  io.out(`locales/${lang}: ${texts.length - missing} of ${texts.length} texts are translated.\n`);
}

function tag(text: string): string {
  if (/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(text)) return text;
  throw new UsageError(`--lang takes a language tag such as es or pt-BR, not "${text}".`);
}
