/** The one file of opencc-js's data that folding reads; the package has no types for it. */
declare module 'opencc-js/dict/TSCharacters' {
  /** `萬 万|與 与|…`: a traditional character and its simplified form. */
  const pairs: string
  export default pairs
}
