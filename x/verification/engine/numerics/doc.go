// Package numerics holds the golden vectors of NUMERICS.md sections 3 to 5, and in the folder check a program in Python that follows the page
// without sharing a line with the engine. Its tests hold the engine, the referee and that program to the vectors. There is no Go code to
// import.
package numerics
