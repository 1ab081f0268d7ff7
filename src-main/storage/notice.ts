/** What the storage layer tells the reader without being asked. */

/** Something that happened to a stored file. The services give it an id and a time. */
export interface StoreNotice {
  readonly severity: 'info' | 'warning' | 'error'
  /** What happened to which file, why, and the way on. */
  readonly message: string
  /** The file's name, relative to the data folder. */
  readonly subject: string
  /** The article whose work the file holds, where it is a notebook. */
  readonly articleId: string | null
  /** The file held derived data, which was lost and has to be made again from the sources. */
  readonly rebuild: boolean
}

export type OnNotice = (notice: StoreNotice) => void
