/** The programs of the demo. What is hired is named by the titles of the public rate file. */

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
      {
        code: 'IS',
        name: 'Information services',
        costCenters: ['Infrastructure', 'Service desk'],
        titles: [
          'Network Engineer',
          'Systems Administrator',
          'Database Administrator',
          'Help Desk Specialist',
          'Systems Engineer',
        ],
      },
      {
        code: 'CI',
        name: 'Clinical informatics',
        costCenters: ['Records program', 'Interfaces'],
        titles: [
          'Systems Analyst',
          'Business Systems Analyst',
          'Application Developer',
          'Training Specialist',
        ],
      },
      {
        code: 'RC',
        name: 'Revenue cycle',
        costCenters: ['Patient accounts', 'Coding'],
        titles: ['Business Analyst', 'Functional Analyst', 'Quality Assurance Analyst'],
      },
      {
        code: 'SC',
        name: 'Supply chain',
        costCenters: ['Purchasing', 'Pharmacy logistics'],
        titles: ['Database Developer', 'Technical Analyst', 'Project Manager I'],
      },
      {
        code: 'FA',
        name: 'Facilities',
        costCenters: ['Tower project', 'Building systems'],
        titles: ['Project Manager', 'Technical Writer', 'Management Analyst'],
      },
      {
        code: 'HR',
        name: 'Human resources',
        costCenters: ['Learning', 'Staff systems'],
        titles: ['Training Specialist', 'Business Analyst I', 'Administrative Specialist I'],
      },
    ],
    suppliers: [
      ['cobalt', 1],
      ['juniper', 1],
      ['ferris', 1],
      ['meridian', 2],
      ['professional', 2],
    ],
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
      ['EAST', 'East service yard', 'Hartford', 'CT'],
    ],
    departments: [
      {
        code: 'GO',
        name: 'Grid operations',
        costCenters: ['Control systems', 'Outage management'],
        titles: ['Systems Engineer', 'Network Engineer', 'Systems Engineer II'],
      },
      {
        code: 'EN',
        name: 'Engineering',
        costCenters: ['Substation renewal', 'Metering program'],
        titles: ['Test Engineer', 'Project Manager', 'Configuration Manager'],
      },
      {
        code: 'CS',
        name: 'Customer systems',
        costCenters: ['Billing platform', 'Contact center'],
        titles: ['Software Developer', 'Help Desk Specialist', 'Business Analyst', 'Web Designer'],
      },
      {
        code: 'FS',
        name: 'Field services',
        costCenters: ['Crew dispatch', 'Mobile tools'],
        titles: ['Technical Analyst', 'Mobile Developer'],
      },
      {
        code: 'RA',
        name: 'Regulatory affairs',
        costCenters: ['Rate case', 'Reporting'],
        titles: ['Technical Writer', 'Management Analyst'],
      },
      {
        code: 'SE',
        name: 'Information security',
        costCenters: ['Monitoring', 'Compliance'],
        titles: ['Information Security Engineer', 'Systems Administrator'],
      },
    ],
    suppliers: [
      ['ferris', 1],
      ['cobalt', 1],
      ['juniper', 2],
      ['professional', 2],
    ],
    teams: { full: 25, small: 5 },
  },
];
