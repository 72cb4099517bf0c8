// Tensors: weights in a file and arithmetic on them, on one core.
//
// A `TensorFile` maps a safetensors file and checks it before anybody reads it; `FloatArray` is
// what was read, in fp32, never written again; a `Workspace` is memory that one instance uses over
// and over. `Matrix` multiplies by OpenBLAS, `Kernel` does the rest in loops over unsafe buffers.
// Nothing here knows words or models. What may change: how fast it is. Rows are contiguous; a stride
// is always in floats. After a change in what is read, run `deploy/fuzz Tensors`.
