import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file so that it is there completely or as it was before. */
export async function writeAtomically(file: string, text: string, mode = 0o666): Promise<void> {
  // in the same folder, because a rename is atomic only within one file system.
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, text, { mode });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
