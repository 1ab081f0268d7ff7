/** What `bind:this` of a VirtualList gives. */
export interface VirtualListHandle {
  /** Makes a row the active one (the present one without an index) and gives it the focus. */
  focus: (index?: number) => void
  /** Scrolls no more than needed to bring a row into view. */
  reveal: (index: number) => void
  scrollToTop: () => void
}
