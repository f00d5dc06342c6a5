import { createContext, useContext } from 'react';

/** The random word that lets our own scripts, and no others, run on a page. */
export const NonceContext = createContext<string | undefined>(undefined);
export const useNonce = () => useContext(NonceContext);
