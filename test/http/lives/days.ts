import { addDays, today as dayIn } from '#app/values/week.ts';

const today = dayIn(new Date(), 'America/Los_Angeles');
/** Days as people of the program would type them. */
export const days = {
  ...{
    yesterday: addDays(today, -1),
    today,
    tomorrow: addDays(today, 1),
    inAWeek: addDays(today, 7),
    inAYear: addDays(today, 365),
  },
};
