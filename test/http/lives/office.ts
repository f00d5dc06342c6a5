import { randomUUID } from 'node:crypto';
import { days } from './days.ts';
import type { Living } from './living.ts';

/** What the program office sets up: itself, programs with their terms and places, suppliers and discounts. */
export async function office(life: Living): Promise<void> {
  await itself(life);
  await anotherProgram(life);
  await places(life);
  await fees(life);
  await flatFees(life);
  await discounts(life);
  await supplier(life);
}

async function itself({ act, world }: Living): Promise<void> {
  // The office is one for all programs: the second program's days must change something too.
  await act('admin', '/organization', { legalName: `Northgate ${world.code}, Inc.` });
  await act('admin', '/audit/anchoring');
}

async function anotherProgram({ act, world }: Living): Promise<void> {
  const { code, clientId } = world;
  await act('admin', '/programs/new', {
    ...{ id: randomUUID(), name: `Corwin ${code}`, legalName: `Corwin ${code}, Inc.` },
    ...{ addressLines: '1 Corwin Place\nSacramento, CA 95814', taxId: '94-1', code: code.slice(0, 5) },
    ...{ currency: 'USD', weekEndsOn: '6', billingCadence: 'monthly', financeAbove: '50,000' },
  });
  const program = `/programs/${clientId}`;
  await act('admin', `${program}/terms`, { paymentTermsDays: '40', payWhenPaid: 'on' });
  await act('admin', `${program}/transparency`, { payRate: 'on' });
}

async function places({ act, world }: Living): Promise<void> {
  const program = `/programs/${world.clientId}`;
  const named = (code: string, name: string) => ({ id: randomUUID(), code, name });
  await act('admin', `${program}/sites/new`, {
    ...named('EAST', 'East campus'),
    city: 'Davis',
    region: 'CA',
  });
  const department = named('LAB', 'Laboratory');
  await act('admin', `${program}/departments/new`, department);
  const inIt = { departmentId: department.id };
  await act('admin', `${program}/cost-centers/new`, { ...named('LAB-100', 'Bench'), ...inIt });
}

async function fees({ act, world }: Living): Promise<void> {
  const path = `/programs/${world.clientId}/fees/new`;
  const id = randomUUID();
  const fee = { id, verb: 'add', label: 'Analytics fee', funding: 'client', percent: '1.5' };
  await act('admin', path, { ...fee, capPerHour: '2.50' });
  await act('admin', path, { verb: 'end', feeId: id, lastDay: days.inAYear }, `?end=${id}`);
}

async function flatFees({ act, world }: Living): Promise<void> {
  const path = `/programs/${world.clientId}/flat-fees/new`;
  const id = randomUUID();
  const fee = { id, verb: 'add', label: 'Subscription', component: 'subscription', amountMinor: '4,000.00' };
  await act('admin', path, { ...fee, yearlyIndexation: '3' });
  await act('admin', path, { verb: 'end', feeId: id, lastDay: days.inAYear }, `?end=${id}`);
}

async function discounts({ act, world }: Living): Promise<void> {
  const path = `/programs/${world.clientId}/discounts/new`;
  const id = randomUUID();
  await act('admin', path, {
    ...{ id, label: 'Volume discount', supplierId: world.suppliers.cobalt, method: 'graduated' },
    ...{ spendWindow: 'year_to_date', 'tiers[0].fromMinor': '0', 'tiers[0].fraction': '1' },
    ...{ 'tiers[1].fromMinor': '250,000.00', 'tiers[1].fraction': '2' },
  });
  await act('admin', path, { lastDay: days.inAYear }, `?end=${id}`);
  const prompt = { label: 'Prompt payment', fraction: '1', withinDays: '10' };
  await act('admin', path, prompt, '?kind=prompt_payment');
}

async function supplier({ act, world }: Living): Promise<void> {
  const supplierId = randomUUID();
  const name = `Larch Staffing ${world.code}`;
  await act('admin', '/suppliers/new', { id: supplierId, name, legalName: `${name}, LLC`, taxId: '95-2' });
  const program = `/programs/${world.clientId}`;
  await act('admin', `${program}/suppliers/enroll`, { supplierId, tier: '2' });
  await act('admin', `${program}/suppliers/enroll`, { tier: '1' }, `?supplier=${supplierId}`);
  await act('admin', `${program}/suppliers/${supplierId}/agreements/new`, {
    ...{ overtimeConvention: 'premium_at_cost', overtimeBurden: '10', maxMarkup: '45' },
    ...{ supplierTermsDays: '30', payWhenPaid: 'yes', tenureWeeks: '52', tenurePercent: '2' },
  });
}
