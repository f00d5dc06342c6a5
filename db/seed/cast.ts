/** Who plays in the demo. Organizations and people are invented. */

export const PASSWORD = 'muster-demo';

/** What everybody of the program office has in their authenticator, in base32. Nobody needs one: the page shows the code. */
export const DEMO_SECRET = 'MUSTERDEMOMUSTERDEMOMUSTERDEMOMU';

export const MSP = 'Northgate Workforce';

export type Role =
  | 'mspAdmin'
  | 'mspCoordinator'
  | 'mspFinance'
  | 'auditor'
  | 'hiringManager'
  | 'approver'
  | 'clientFinance'
  | 'clientAdmin'
  | 'recruiter'
  | 'supplierFinance'
  | 'supplierAdmin'
  | 'worker';

export type OrganizationPlan = {
  key: string;
  side: 'msp' | 'client' | 'supplier';
  name: string;
  legalName: string;
  addressLines: string[];
  taxId: string;
  affiliatedWithMsp: boolean;
};

const organizationPlan = (
  side: OrganizationPlan['side'],
  key: string,
  name: string,
  legalName: string,
  addressLines: string[],
  taxId: string,
): OrganizationPlan => ({ side, key, name, legalName, addressLines, taxId, affiliatedWithMsp: false });

export const organizations: OrganizationPlan[] = [
  organizationPlan(
    'msp',
    'northgate',
    MSP,
    'Northgate Workforce, Inc.',
    ['410 Larkspur Plaza', 'Suite 900', 'Denver, CO 80202'],
    '00-1204417',
  ),
  organizationPlan(
    'client',
    'halden',
    'Halden Medical Center',
    'Halden Medical Center, a California nonprofit corporation',
    ['2200 Halden Avenue', 'Sacramento, CA 95814'],
    '00-3310982',
  ),
  organizationPlan(
    'client',
    'brightwater',
    'Brightwater Utilities',
    'Brightwater Utilities Company',
    ['75 Reservoir Road', 'Madison, WI 53703'],
    '00-4471205',
  ),
  organizationPlan(
    'supplier',
    'cobalt',
    'Cobalt Staffing',
    'Cobalt Staffing, LLC',
    ['18 Harbor Street', 'Oakland, CA 94607'],
    '00-5520917',
  ),
  organizationPlan(
    'supplier',
    'ferris',
    'Ferris & Lowe',
    'Ferris & Lowe Consulting, Inc.',
    ['900 Grand Street', 'Chicago, IL 60611'],
    '00-6204418',
  ),
  organizationPlan(
    'supplier',
    'juniper',
    'Juniper Talent',
    'Juniper Talent Partners, LLC',
    ['33 Alder Court', 'Portland, OR 97205'],
    '00-7318820',
  ),
  organizationPlan(
    'supplier',
    'meridian',
    'Meridian Clinical',
    'Meridian Clinical Staffing, Inc.',
    ['512 Mission Park', 'San Diego, CA 92103'],
    '00-8140266',
  ),
  {
    ...organizationPlan(
      'supplier',
      'professional',
      'Northgate Professional',
      'Northgate Professional Services, Inc.',
      ['410 Larkspur Plaza', 'Suite 850', 'Denver, CO 80202'],
      '00-1204425',
    ),
    affiliatedWithMsp: true,
  },
];

/** Somebody who can sign in. `asks` is what the list of personas says about them, `also` what else they act as there. */
export type PersonPlan = {
  email: string;
  name: string;
  at: string;
  role: Role;
  also?: Role[];
  asks?: string;
  /** Came after the story was written: their ids take no turn in its chances. */
  cameLater?: boolean;
};

export const WORKER_EMAIL = 'worker@cobalt.example';

export const people: PersonPlan[] = [
  {
    email: 'admin@northgate.example',
    name: 'Margaret Osei',
    at: 'northgate',
    role: 'mspAdmin',
    asks: 'runs the programs',
  },
  {
    email: 'coordinator@northgate.example',
    name: 'Daniel Reyes',
    at: 'northgate',
    role: 'mspCoordinator',
    asks: 'releases needs, screens submittals',
  },
  {
    email: 'finance@northgate.example',
    name: 'Ingrid Sandoval',
    at: 'northgate',
    role: 'mspFinance',
    asks: 'bills the last month',
  },
  {
    email: 'auditor@northgate.example',
    name: 'Peter Lindholm',
    at: 'northgate',
    role: 'auditor',
    asks: 'reads all, changes nothing',
  },
  {
    email: 'manager@halden.example',
    name: 'Priya Raman',
    at: 'halden',
    role: 'hiringManager',
    asks: 'hires, approves weeks',
  },
  {
    email: 'approver@halden.example',
    name: 'Thomas Whitfield',
    at: 'halden',
    role: 'approver',
    asks: 'approves requisitions',
  },
  {
    email: 'finance@halden.example',
    name: 'Lucille Hartmann',
    at: 'halden',
    role: 'clientFinance',
    asks: 'approves large needs and invoices',
  },
  {
    email: 'admin@halden.example',
    name: 'Edwina Sturgess',
    at: 'halden',
    role: 'clientAdmin',
    cameLater: true,
    asks: 'keeps Halden’s people and their delegations',
  },
  {
    email: 'm.delgado@halden.example',
    name: 'Marco Delgado',
    at: 'halden',
    role: 'hiringManager',
    also: ['approver'],
    asks: 'acts in two roles, one at a time',
  },
  { email: 's.bergeron@halden.example', name: 'Solange Bergeron', at: 'halden', role: 'hiringManager' },
  { email: 'a.okoro@halden.example', name: 'Amaka Okoro', at: 'halden', role: 'hiringManager' },
  {
    email: 'manager@brightwater.example',
    name: 'Walter Kessler',
    at: 'brightwater',
    role: 'hiringManager',
    asks: 'hires, approves weeks',
  },
  {
    email: 'approver@brightwater.example',
    name: 'Joan Mirren',
    at: 'brightwater',
    role: 'approver',
    asks: 'approves requisitions',
  },
  {
    email: 'finance@brightwater.example',
    name: 'Hector Solís',
    at: 'brightwater',
    role: 'clientFinance',
    asks: 'approves large needs and invoices',
  },
  { email: 'n.farrow@brightwater.example', name: 'Nadine Farrow', at: 'brightwater', role: 'hiringManager' },
  { email: 'r.iyer@brightwater.example', name: 'Ravi Iyer', at: 'brightwater', role: 'hiringManager' },
  {
    email: 'recruiter@cobalt.example',
    name: 'Bridget Malone',
    at: 'cobalt',
    role: 'recruiter',
    asks: 'submits people, answers an offer',
  },
  {
    email: 'finance@cobalt.example',
    name: 'Anselm Brandt',
    at: 'cobalt',
    role: 'supplierFinance',
    asks: 'wants to be paid, and to know for what',
  },
  {
    email: 'admin@cobalt.example',
    name: 'Rosalind Achebe',
    at: 'cobalt',
    role: 'supplierAdmin',
    asks: 'agrees to self-billing, names bank accounts',
  },
  {
    email: 'recruiter@juniper.example',
    name: 'Kenji Morita',
    at: 'juniper',
    role: 'recruiter',
    asks: 'a rival of Cobalt',
  },
  {
    email: 'recruiter@ferris.example',
    name: 'Oliver Lowe',
    at: 'ferris',
    role: 'recruiter',
    asks: 'supplies to both clients',
  },
  {
    email: 'recruiter@meridian.example',
    name: 'Leonor Vasquez',
    at: 'meridian',
    role: 'recruiter',
    asks: 'tier 2 at Halden',
  },
  { email: 'recruiter@professional.example', name: 'Craig Nilsen', at: 'professional', role: 'recruiter' },
  { email: 'office@ferris.example', name: 'Henrietta Lowe', at: 'ferris', role: 'supplierAdmin' },
  { email: 'office@juniper.example', name: 'Noboru Hale', at: 'juniper', role: 'supplierAdmin' },
  { email: 'office@meridian.example', name: 'Paloma Ibarra', at: 'meridian', role: 'supplierAdmin' },
  { email: 'office@professional.example', name: 'Greta Nilsen', at: 'professional', role: 'supplierAdmin' },
  { email: WORKER_EMAIL, name: 'Tessa Marlow', at: 'cobalt', role: 'worker', asks: 'enters a week of time' },
];
