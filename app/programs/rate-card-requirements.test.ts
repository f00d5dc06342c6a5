import { expect, test } from 'vitest';
import { educationFrom, yearsFrom } from './rate-card-requirements.ts';

test.each([
  ['High School Diploma', 'High school'],
  ['HS', 'High school'],
  ['A.A. or A.S.', "Associate's degree"],
  ['2 yr degree', "Associate's degree"],
  ['Bachelors', "Bachelor's degree"],
  ['B.A / B.S', "Bachelor's degree"],
  ['BS - CS, CIS, EE, Telecom', "Bachelor's degree"],
  ['Bachelor\uFFFDs Degree', "Bachelor's degree"],
  ['M.S. or B.S.', "Bachelor's degree"],
  [
    "Bachelor's degree. May substitute with 1 year of experience and an Associates degree.",
    "Bachelor's degree",
  ],
  ['MA/MS', "Master's degree"],
  ['Ph.D.', 'Doctorate'],
  ['Doctor of Medicine', 'Doctorate'],
  ['N/A', null],
  ['', null],
  ['Professional Certification', null],
  ['certifications, such as ASQ', null],
])('%j asks for %s', (text, level) => expect(educationFrom(text)).toBe(level));

test.each([
  ['5', 5],
  ['10 years', 10],
  ['4 yrs', 4],
  ['Five (5) years', 5],
  ['1-3 years', 1],
  ['0.5', 0],
  ['6 months', 0],
  ['18 months', 1],
  ['N/A', null],
  ['', null],
  ['1999', null],
])('%j asks for %s years', (text, years) => expect(yearsFrom(text)).toBe(years));
