//! What a person sees: that it fits the terminal, how it looks, and in which words.

mod fits;
mod mistakes;
mod overview;
mod pages;
mod words;
