/** The tables of the index file. */

/** Raised with every change of the tables or of folding; a file of another version is made anew. */
export const schemaVersion = 3

/**
 * - `articles` is narrow, so that lists are read without touching texts. `state`: 0 in the library, 1 removed, 2 not
 *   there (its notebook came first). `firstDay` and `lastDay` are the days that `published` may mean.
 * - `articleWords` and `removedWords` hold folded tokens without the texts themselves; their row numbers are those of
 *   `articles`. `notes` is the article's note, tags, the notes of its highlights, and the quotations that the text no
 *   longer has.
 * - `prefix='1'`: one Chinese character is the beginning of many pairs, and is found eight times faster with it.
 */
export const schema = `
PRAGMA user_version = ${schemaVersion};
CREATE TABLE sources(row INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL);
CREATE TABLE articles(
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  stamp TEXT,
  state INTEGER NOT NULL,
  title TEXT NOT NULL,
  titleKey TEXT NOT NULL,
  byline TEXT,
  source INTEGER REFERENCES sources,
  published TEXT,
  firstDay TEXT,
  lastDay TEXT,
  addedAt TEXT NOT NULL,
  highlights INTEGER NOT NULL DEFAULT 0,
  notes INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  noteWords TEXT NOT NULL DEFAULT '',
  revised INTEGER NOT NULL DEFAULT 0,
  notebookStamp TEXT
);
CREATE INDEX articlesRevised ON articles(id) WHERE revised = 1;
CREATE INDEX articlesNewest ON articles(state, firstDay DESC, addedAt DESC, row);
CREATE INDEX articlesBySource ON articles(source, state);
CREATE TABLE texts(row INTEGER PRIMARY KEY, body BLOB NOT NULL, paragraphs BLOB NOT NULL);
CREATE VIRTUAL TABLE articleWords USING fts5(
  title, byline, text, notes, content='', contentless_delete=1, tokenize='ascii', prefix='1'
);
CREATE VIRTUAL TABLE removedWords USING fts5(
  title, byline, text, notes, content='', contentless_delete=1, tokenize='ascii', prefix='1'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(articleWords, row);
CREATE TABLE tags(row INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE);
CREATE TABLE noteTags(article INTEGER NOT NULL, tag INTEGER NOT NULL, PRIMARY KEY(article, tag)) WITHOUT ROWID;
CREATE INDEX noteTagsByTag ON noteTags(tag, article);
CREATE TABLE highlights(
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles,
  digest TEXT NOT NULL,
  hue TEXT NOT NULL,
  tags TEXT NOT NULL,
  note TEXT NOT NULL,
  quote TEXT NOT NULL,
  quoteKey TEXT NOT NULL,
  "start" INTEGER,
  "end" INTEGER,
  paragraph INTEGER,
  status TEXT NOT NULL,
  created TEXT NOT NULL,
  updated TEXT NOT NULL,
  linked INTEGER NOT NULL,
  relations TEXT NOT NULL
);
CREATE INDEX highlightsByArticle ON highlights(article, "start");
CREATE INDEX highlightsByHue ON highlights(hue, article);
CREATE TABLE highlightTags(highlight INTEGER NOT NULL, tag INTEGER NOT NULL, PRIMARY KEY(highlight, tag)) WITHOUT ROWID;
CREATE INDEX highlightTagsByTag ON highlightTags(tag, highlight);
CREATE VIRTUAL TABLE highlightWords USING fts5(
  quote, notes, content='', contentless_delete=1, tokenize='ascii', prefix='1'
);
INSERT INTO articleWords(articleWords, rank) VALUES('hashsize', 16777216);
INSERT INTO highlightWords(highlightWords, rank) VALUES('hashsize', 8388608);
`
