/** The type under which the id of a dragged article travels. */
export const articleDragType = 'application/x-collate-article'
