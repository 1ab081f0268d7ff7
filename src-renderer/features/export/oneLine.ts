/** Text on one line, for a list that shows what is on each side. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim() || 'nothing'
