/** What `bind:this` of the library's components gives. */

export interface FocusHandle {
  focus: () => void
}
