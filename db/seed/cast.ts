/** Who plays in the demo. Organizations and people are invented. */

export const PASSWORD = 'muster-demo';

export const MSP = 'Northgate Workforce';

export type Role =
  | 'mspAdmin'
  | 'mspCoordinator'
  | 'mspFinance'
  | 'auditor'
  | 'hiringManager'
  | 'approver'
  | 'clientFinance'
  | 'recruiter'
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
  organizationPlan('msp', 'northgate', MSP, 'Northgate Workforce, Inc.', ['410 Larkspur Plaza', 'Suite 900', 'Denver, CO 80202'], '00-1204417'),
  organizationPlan('client', 'halden', 'Halden Medical Center', 'Halden Medical Center, a California nonprofit corporation', ['2200 Halden Avenue', 'Sacramento, CA 95814'], '00-3310982'),
  organizationPlan('client', 'brightwater', 'Brightwater Utilities', 'Brightwater Utilities Company', ['75 Reservoir Road', 'Madison, WI 53703'], '00-4471205'),
  organizationPlan('supplier', 'cobalt', 'Cobalt Staffing', 'Cobalt Staffing, LLC', ['18 Harbor Street', 'Oakland, CA 94607'], '00-5520917'),
  organizationPlan('supplier', 'ferris', 'Ferris & Lowe', 'Ferris & Lowe Consulting, Inc.', ['900 Grand Street', 'Chicago, IL 60611'], '00-6204418'),
  organizationPlan('supplier', 'juniper', 'Juniper Talent', 'Juniper Talent Partners, LLC', ['33 Alder Court', 'Portland, OR 97205'], '00-7318820'),
  organizationPlan('supplier', 'meridian', 'Meridian Clinical', 'Meridian Clinical Staffing, Inc.', ['512 Mission Park', 'San Diego, CA 92103'], '00-8140266'),
  {
    ...organizationPlan('supplier', 'professional', 'Northgate Professional', 'Northgate Professional Services, Inc.', ['410 Larkspur Plaza', 'Suite 850', 'Denver, CO 80202'], '00-1204425'),
    affiliatedWithMsp: true,
  },
];

/** Somebody who can sign in. `asks` is what the list of personas says about them. */
export type PersonPlan = { email: string; name: string; at: string; role: Role; asks?: string };

export const WORKER_EMAIL = 'worker@cobalt.example';

export const people: PersonPlan[] = [
  { email: 'admin@northgate.example', name: 'Margaret Osei', at: 'northgate', role: 'mspAdmin', asks: 'runs the programs' },
  { email: 'coordinator@northgate.example', name: 'Daniel Reyes', at: 'northgate', role: 'mspCoordinator', asks: 'releases needs, screens submittals' },
  { email: 'finance@northgate.example', name: 'Ingrid Sandoval', at: 'northgate', role: 'mspFinance', asks: 'bills the last month' },
  { email: 'auditor@northgate.example', name: 'Peter Lindholm', at: 'northgate', role: 'auditor', asks: 'reads all, changes nothing' },
  { email: 'manager@halden.example', name: 'Priya Raman', at: 'halden', role: 'hiringManager', asks: 'hires, approves weeks' },
  { email: 'approver@halden.example', name: 'Thomas Whitfield', at: 'halden', role: 'approver', asks: 'approves requisitions' },
  { email: 'finance@halden.example', name: 'Lucille Hartmann', at: 'halden', role: 'clientFinance', asks: 'approves large needs and invoices' },
  { email: 'm.delgado@halden.example', name: 'Marco Delgado', at: 'halden', role: 'hiringManager' },
  { email: 's.bergeron@halden.example', name: 'Solange Bergeron', at: 'halden', role: 'hiringManager' },
  { email: 'a.okoro@halden.example', name: 'Amaka Okoro', at: 'halden', role: 'hiringManager' },
  { email: 'manager@brightwater.example', name: 'Walter Kessler', at: 'brightwater', role: 'hiringManager', asks: 'hires, approves weeks' },
  { email: 'approver@brightwater.example', name: 'Joan Mirren', at: 'brightwater', role: 'approver', asks: 'approves requisitions' },
  { email: 'finance@brightwater.example', name: 'Hector Solís', at: 'brightwater', role: 'clientFinance', asks: 'approves large needs and invoices' },
  { email: 'n.farrow@brightwater.example', name: 'Nadine Farrow', at: 'brightwater', role: 'hiringManager' },
  { email: 'r.iyer@brightwater.example', name: 'Ravi Iyer', at: 'brightwater', role: 'hiringManager' },
  { email: 'recruiter@cobalt.example', name: 'Bridget Malone', at: 'cobalt', role: 'recruiter', asks: 'submits people, answers an offer' },
  { email: 'recruiter@juniper.example', name: 'Kenji Morita', at: 'juniper', role: 'recruiter', asks: 'a rival of Cobalt' },
  { email: 'recruiter@ferris.example', name: 'Oliver Lowe', at: 'ferris', role: 'recruiter', asks: 'supplies to both clients' },
  { email: 'recruiter@meridian.example', name: 'Leonor Vasquez', at: 'meridian', role: 'recruiter', asks: 'tier 2 at Halden' },
  { email: 'recruiter@professional.example', name: 'Craig Nilsen', at: 'professional', role: 'recruiter' },
  { email: WORKER_EMAIL, name: 'Tessa Marlow', at: 'cobalt', role: 'worker', asks: 'enters a week of time' },
];

export type ProgramPlan = {
  key: 'halden' | 'brightwater';
  code: string;
  timeZone: string;
  overtimeRule: 'us-ca' | 'us-flsa';
  paymentTermsDays: number;
  payWhenPaid: boolean;
  fees: { label: string; funding: 'client' | 'supplier'; fraction: string }[];
  sites: [code: string, name: string, city: string, region: string][];
  /** Each with what is hired there, by the titles of the rate card. */
  departments: { code: string; name: string; costCenters: [string, string]; titles: string[] }[];
  suppliers: [key: string, tier: number][];
  /** Teams that work side by side, a full demo's and a small one's. */
  teams: { full: number; small: number };
};

export const programs: ProgramPlan[] = [
  {
    key: 'halden',
    code: 'HAL',
    timeZone: 'America/Los_Angeles',
    overtimeRule: 'us-ca',
    paymentTermsDays: 45,
    payWhenPaid: true,
    fees: [
      { label: 'MSP fee', funding: 'supplier', fraction: '0.025' },
      { label: 'VMS fee', funding: 'supplier', fraction: '0.009' },
    ],
    sites: [
      ['MAIN', 'Main campus', 'Sacramento', 'CA'],
      ['NORTH', 'North clinic', 'Redding', 'CA'],
      ['ADMIN', 'Administration building', 'Sacramento', 'CA'],
    ],
    departments: [
      { code: 'IS', name: 'Information services', costCenters: ['Infrastructure', 'Service desk'], titles: ['Network Engineer', 'Systems Administrator', 'Database Administrator', 'Help Desk Specialist', 'Systems Engineer'] },
      { code: 'CI', name: 'Clinical informatics', costCenters: ['Records program', 'Interfaces'], titles: ['Systems Analyst', 'Business Systems Analyst', 'Application Developer', 'Training Specialist'] },
      { code: 'RC', name: 'Revenue cycle', costCenters: ['Patient accounts', 'Coding'], titles: ['Business Analyst', 'Functional Analyst', 'Quality Assurance Analyst'] },
      { code: 'SC', name: 'Supply chain', costCenters: ['Purchasing', 'Pharmacy logistics'], titles: ['Database Developer', 'Technical Analyst', 'Project Manager I'] },
      { code: 'FA', name: 'Facilities', costCenters: ['Tower project', 'Building systems'], titles: ['Project Manager', 'Technical Writer', 'Management Analyst'] },
      { code: 'HR', name: 'Human resources', costCenters: ['Learning', 'Staff systems'], titles: ['Training Specialist', 'Business Analyst I', 'Administrative Specialist I'] },
    ],
    suppliers: [['cobalt', 1], ['juniper', 1], ['ferris', 1], ['meridian', 2], ['professional', 2]],
    teams: { full: 35, small: 7 },
  },
  {
    key: 'brightwater',
    code: 'BRW',
    timeZone: 'America/Chicago',
    overtimeRule: 'us-flsa',
    paymentTermsDays: 30,
    payWhenPaid: false,
    fees: [{ label: 'MSP fee', funding: 'client', fraction: '0.03' }],
    sites: [
      ['HQ', 'Headquarters', 'Madison', 'WI'],
      ['LAKE', 'Lakeside control center', 'Milwaukee', 'WI'],
      ['EAST', 'East service yard', 'Green Bay', 'WI'],
    ],
    departments: [
      { code: 'GO', name: 'Grid operations', costCenters: ['Control systems', 'Outage management'], titles: ['Systems Engineer', 'Network Engineer', 'Systems Engineer II'] },
      { code: 'EN', name: 'Engineering', costCenters: ['Substation renewal', 'Metering program'], titles: ['Test Engineer', 'Project Manager', 'Configuration Manager'] },
      { code: 'CS', name: 'Customer systems', costCenters: ['Billing platform', 'Contact center'], titles: ['Software Developer', 'Help Desk Specialist', 'Business Analyst', 'Web Designer'] },
      { code: 'FS', name: 'Field services', costCenters: ['Crew dispatch', 'Mobile tools'], titles: ['Technical Analyst', 'Mobile Developer'] },
      { code: 'RA', name: 'Regulatory affairs', costCenters: ['Rate case', 'Reporting'], titles: ['Technical Writer', 'Management Analyst'] },
      { code: 'SE', name: 'Information security', costCenters: ['Monitoring', 'Compliance'], titles: ['Information Security Engineer', 'Systems Administrator'] },
    ],
    suppliers: [['ferris', 1], ['cobalt', 1], ['juniper', 2], ['professional', 2]],
    teams: { full: 25, small: 5 },
  },
];
