/**
 * Does what a click on a form's button does, without the browser sending the form: a sandboxed frame may be forbidden
 * to, and then says nothing to the page either. Our forms go nowhere, so nothing is lost. Enter in a field clicks, too.
 */
export function submitByClick(event: Event): void {
  const form = (event.target as Element).closest<HTMLButtonElement>('button[type=submit]')?.form;
  if (!form) return;
  event.preventDefault();
  if (form.method === 'dialog') form.closest('dialog')?.close();
  else form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
}
