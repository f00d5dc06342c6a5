import type { Random } from './random.ts';

/** Invented people. Any likeness to somebody is chance. */
const firstNames =
  `Aaliyah Adaeze Adrián Agnes Aiko Alejandra Amara Amir Ana Anders Anita Arjun Astrid Beatriz Ben
  Bianca Callum Camila Carlos Chidi Chloe Daniela Darius Deepa Diego Dmitri Edith Elena Elijah Emeka Esther Farah Felix
  Fiona Gabriel Grace Hana Hannah Hassan Hugo Imani Ines Isaac Ivan Jamal Jasmine Joaquín Jonah Josephine Kai Kavita
  Keiko Kofi Laila Lars Leila Liam Lin Lucía Magnus Malik Mara Marisol Mateo Mei Miles Mina Nadia Naomi Nikhil Noor
  Olivia Omar Oscar Paloma Pavel Petra Priya Quentin Rafael Rania Renée Rohan Rosa Ruth Samir Sana Sienna Simone Sofia
  Soren Tariq Teresa Thandi Tomás Uma Valeria Victor Wei Wren Yara Yusuf Zainab Zoe`.split(/\s+/);

const lastNames =
  `Abara Abdi Acosta Adeyemi Ahmadi Albrecht Alvarado Amadi Andersen Aoki Arroyo Bakshi Banerjee Barros
  Bauer Beaumont Becker Bello Benítez Bergström Bianchi Blackwood Bose Calloway Cardoso Castellano Chaudhry Chen
  Conteh Cordero Dalal Danso Delacroix Desai Dubois Dunmore Eastwood Echeverría Eriksen Escobar Farouk Fairbanks
  Ferreira Fontaine Fujimoto Gallagher Ghosh Goodwin Grimaldi Guerrero Haddad Hakimi Harlow Hashimoto Hollis Ibarra
  Idowu Ivanova Jansen Joshi Kamara Kapoor Kaya Keane Khoury Kim Kowalski Kuznetsov Lachance Larsen Lindqvist Lozano
  Mahmoud Marchetti Mbeki Medina Mensah Mirza Montoya Moreau Nakamura Navarro Nguyen Novak Nwosu Oduya Okafor Olsen
  Ortega Osei Pacheco Palmer Park Pereira Petrov Quintero Rahman Reyes Rinaldi Rosales Sandhu Santoro Sato Schreiber
  Serrano Shah Silva Sorensen Suzuki Tanaka Thorne Tran Usman Valdez Varga Villanueva Wachira Weiss Whitlock Yamada
  Yeboah Zamora Zielinski`.split(/\s+/);

/** Gives a name that nobody in this program has yet. */
export function nameGiver(random: Random, taken: Iterable<string> = []): () => string {
  const given = new Set(taken);
  return () => {
    for (;;) {
      const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  };
}

/** `Renée de Castellano` → `renee.de.castellano`, as the front of an e-mail address. */
export const mailboxOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.');
