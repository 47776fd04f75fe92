/** How a language writes numbers and days, as texts that travel beside the interface's. */
export interface Figures {
  /** Its ten digits from zero, where they are not 0 to 9. */
  'figure.digits'?: string;
  /** A percentage; `{}` stands for the number. */
  'figure.percent': string;
  /** The months as they stand in a date, from January, parted by `|`. */
  'figure.months': string;
  /** A date, with places for its day, month and year. */
  'figure.date': string;
}

/**
 * The figures of a language (BCP 47), of the Gregorian calendar, as ICU knows them. The builder asks, because a browser
 * takes 50 to 90 ms to make its first `Intl.NumberFormat` or `Intl.DateTimeFormat`, and a slow computer four times that.
 */
export function figures(language: string): Figures {
  const whole = new Intl.NumberFormat(language);
  const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => whole.format(digit)).join('');
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
  const parts = (month: number) => days.formatToParts(Date.UTC(2026, month, 5));
  const months = Array.from({ length: 12 }, (_, month) => parts(month).find(({ type }) => type === 'month')?.value);
  return {
    ...(digits === '0123456789' ? {} : { 'figure.digits': digits }),
    'figure.percent': new Intl.NumberFormat(language, { style: 'percent' }).format(0.05).replace(whole.format(5), '{}'),
    'figure.months': months.join('|'),
    'figure.date': parts(0)
      .map(({ type, value }) => (/^(?:day|month|year)$/.test(type) ? `{${type}}` : value))
      .join(''),
  };
}
