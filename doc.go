// Package miseban is the root of 店番's module. It holds no code: only the test that keeps the layers apart
// (layers_test.go). The programs are in cmd/.
package miseban
