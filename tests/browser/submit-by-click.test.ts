import { expect, it, onTestFinished } from 'vitest';
import { submitByClick } from '../../src/player/submit-by-click.ts';

/** A form in a frame that may run scripts and may not send forms, as some LMSs put courses into. */
async function sandboxed(form: string): Promise<Document> {
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts', 'allow-same-origin');
  frame.srcdoc = `<main>${form}</main>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  await loaded;
  return frame.contentDocument as Document;
}

const press = (inside: Document): void => inside.querySelector('button')?.click();

it('a question can be answered in a frame that may not send forms', async () => {
  const inside = await sandboxed('<form><button type="submit"><span>Check my answer</span></button></form>');
  let submitted = 0;
  inside.addEventListener('submit', (event) => {
    event.preventDefault();
    submitted += 1;
  });
  press(inside);
  expect(submitted).toBe(0); // else this test would prove nothing
  inside.addEventListener('click', submitByClick);
  press(inside);
  inside.querySelector('span')?.click();
  expect(submitted).toBe(2);
});

it('a dialog can be closed there, too', async () => {
  const inside = await sandboxed(
    '<dialog open><form method="dialog"><button type="submit">Close</button></form></dialog>',
  );
  inside.addEventListener('click', submitByClick);
  press(inside);
  expect(inside.querySelector('dialog')?.open).toBe(false);
});

it('outside such a frame a click still counts once', () => {
  const form = document.createElement('form');
  form.innerHTML = '<button type="submit">Check</button>';
  document.body.append(form);
  onTestFinished(() => form.remove());
  let submitted = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitted += 1;
  });
  form.addEventListener('click', submitByClick);
  form.querySelector('button')?.click();
  expect(submitted).toBe(1);
});
