// Package numerics holds the golden vectors of NUMERICS.md sections 3 to 5. The folders check and stranger are programs in Python and
// JavaScript that follow the page without sharing a line with the engine; whoever wrote the second had only the page. Its tests hold the
// engine, the referee and these programs to the vectors. There is no Go code to import.
package numerics
