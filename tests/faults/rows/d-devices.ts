import type { Row } from '../fault.ts';
import { inEach, stores, twoDevices } from './stories.ts';

export const rows: Row[] = [
  {
    id: 'D06',
    fault: 'Phone, computer, and the phone again, which knows less and writes last',
    priority: 2,
    run: () =>
      inEach(stores.slice(0, 1), async (phone, place, course) => {
        const { computer, next, done } = await twoDevices(phone, place, course);
        return [
          phone.run('phone', phone.mustEndWith(/^Saved$/)),
          computer.run('computer', computer.mustEndWith(/^Saved$/)),
          next.run('next visit', done >= 6 ? [] : [`${done} lessons are done, must be 6 at least`]),
        ];
      }),
  },
];
