import { zipSync, strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { kindOf } from './file-kind.ts';
import { attachment, cleanName } from './file-name.ts';

const word = { 'word/document.xml': strToU8('<w:document/>'), '[Content_Types].xml': strToU8('<Types/>') };

describe('kindOf', () => {
  test('knows a PDF and a DOCX by what is in them', () => {
    expect(kindOf(strToU8('%PDF-1.7\n'))).toBe('pdf');
    expect(kindOf(zipSync(word))).toBe('docx');
  });

  test('knows a picture by its first bytes', () => {
    const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00];
    expect(kindOf(Uint8Array.from(png))).toBe('png');
    expect(kindOf(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0x00]))).toBe('jpeg');
  });

  test('another archive, half a picture and a script are none of these', () => {
    expect(kindOf(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }))).toBeNull();
    expect(kindOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toBeNull();
    expect(kindOf(strToU8('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'))).toBeNull();
    expect(kindOf(strToU8('<script>alert(1)</script>'))).toBeNull();
    expect(kindOf(new Uint8Array())).toBeNull();
  });

  test('a polyglot is what it begins as, and is only ever handed out as that', () => {
    const alsoMarkup = strToU8('%PDF-1.7\n<script>alert(1)</script>');
    expect(kindOf(alsoMarkup)).toBe('pdf');
    // Behind other bytes a PDF reader would still find its header; here it is none.
    expect(kindOf(strToU8('<!doctype html><script></script>%PDF-1.7'))).toBeNull();
    const alsoMacro = zipSync({ ...word, 'word/vbaProject.bin': strToU8('x') });
    expect(kindOf(alsoMacro)).toBeNull();
  });

  test('an archive that unpacks to a thousand times its size, or out of its folder, is none', () => {
    const bomb = zipSync({ ...word, 'word/media/a.bin': new Uint8Array(8 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(20_000);
    expect(kindOf(bomb)).toBeNull();
    expect(kindOf(zipSync({ ...word, '../../evil': strToU8('x') }))).toBeNull();
    expect(kindOf(zipSync({ ...word, '/etc/passwd': strToU8('x') }))).toBeNull();
  });

  test('a torn archive is none', () => {
    const whole = zipSync(word);
    expect(kindOf(whole.slice(0, whole.length - 30))).toBeNull();
  });

  test('an archive of more than a thousand parts is none, though it holds a document', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`part${index}`, strToU8('')]),
    );
    expect(kindOf(zipSync({ ...many, ...word }))).toBeNull();
  });
});

describe('cleanName', () => {
  test('keeps the name, drops the path, says what the file is', () => {
    expect(cleanName('C:\\people\\A. Romero.PDF', 'pdf')).toBe('A. Romero.pdf');
    expect(cleanName('../../etc/passwd', 'docx')).toBe('passwd.docx');
    expect(cleanName('résumé\u202Efdp.exe', 'pdf')).toBe('résuméfdp.exe.pdf');
    expect(cleanName('...', 'pdf')).toBe('document.pdf');
    expect(cleanName('taxi 12.JPEG', 'jpeg')).toBe('taxi 12.jpg');
    expect(cleanName('x'.repeat(500), 'pdf')).toHaveLength(104);
  });
});

test('attachment gives the name twice: in ASCII and in full', () => {
  expect(attachment('Zoë "Z" Ruiz.pdf')).toBe(
    `attachment; filename="Zo_ _Z_ Ruiz.pdf"; filename*=UTF-8''Zo%C3%AB%20%22Z%22%20Ruiz.pdf`,
  );
});
