import type { Place } from '../place.ts';
import type { Scope } from '../scope.ts';
import { atRiskPage } from './at-risk-page.ts';
import { callsPage } from './calls-page.ts';
import { changedPage } from './changed-page.ts';
import { funnelPage } from './funnel-page.ts';
import { itemsPage } from './items-page.ts';
import { objectivesPage } from './objectives-page.ts';
import { overview } from './overview.ts';
import { qualityPage } from './quality-page.ts';
import { recertPage } from './recert-page.ts';
import { recordPage } from './record-page.ts';
import { redFlagsPage } from './red-flags-page.ts';
import { registerPage } from './register-page.ts';
import type { View } from './view.ts';

/** The pages by the name they have in the address. */
export const pages: Record<string, (scope: Scope, place: Pick<Place, 'learner' | 'show'>) => View> = {
  overview,
  register: registerPage,
  funnel: funnelPage,
  objectives: objectivesPage,
  items: itemsPage,
  calls: callsPage,
  'red-flags': redFlagsPage,
  record: recordPage,
  'at-risk': atRiskPage,
  recertification: recertPage,
  quality: qualityPage,
  changes: changedPage,
};
