import { dataDirectory, stopEmbedded } from './embedded.ts';

// `npm run db:stop`: the database outlives the programs that use it, so that they can share it; this ends it.
const stopped = await stopEmbedded(dataDirectory());
console.log(stopped ? 'The database has stopped.' : `No database was running in ${dataDirectory()}.`);
